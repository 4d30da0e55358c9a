package io.monaserver.testkit;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataReader;
import io.monaserver.codec.DataWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of any format as Java objects: text, numbers, booleans, lists and maps; bytes as themselves. */
public final class Values {

    private Values() {}

    /** Reads all values. */
    public static List<@Nullable Object> read(DataReader reader) {
        Tree tree = new Tree();
        reader.readAll(tree);
        return tree.top;
    }

    /** Writes values in a format. */
    public static byte[] write(DataFormat format, @Nullable Object... values) {
        DataEncoder encoder = format.newEncoder();
        for (Object value : values) {
            write(encoder, value);
        }
        return encoder.toBytes();
    }

    private static void write(DataWriter writer, @Nullable Object value) {
        if (value == null) {
            writer.writeNull();
        } else if (value instanceof Boolean truth) {
            writer.writeBoolean(truth);
        } else if (value instanceof Number number) {
            writer.writeNumber(number.doubleValue());
        } else if (value instanceof byte[] bytes) {
            writer.writeString(bytes, 0, bytes.length);
        } else if (value instanceof List<?> list) {
            writer.beginArray(list.size(), false);
            list.forEach(entry -> write(writer, entry));
            writer.end();
        } else if (value instanceof Map<?, ?> map) {
            writer.beginObject("");
            map.forEach((key, entry) -> {
                writer.writeKey(key.toString());
                write(writer, entry);
            });
            writer.end();
        } else {
            writer.writeString(value.toString());
        }
    }

    private static final class Tree implements DataWriter {

        private final List<@Nullable Object> top = new ArrayList<>();
        private final Deque<Object> open = new ArrayDeque<>();
        private String key = "";

        @SuppressWarnings("unchecked")
        private void add(@Nullable Object value) {
            if (open.isEmpty()) {
                top.add(value);
            } else if (open.peek() instanceof Map<?, ?> map) {
                ((Map<String, Object>) map).put(key, value);
            } else {
                ((List<Object>) open.peek()).add(value);
            }
        }

        private void begin(Object value) {
            add(value);
            open.push(value);
        }

        @Override
        public void writeNull() {
            add(null);
        }

        @Override
        public void writeBoolean(boolean value) {
            add(value);
        }

        @Override
        public void writeNumber(double value) {
            add(value);
        }

        @Override
        public void writeString(byte[] utf8, int offset, int length) {
            String text = new String(utf8, offset, length, StandardCharsets.UTF_8);
            boolean isText = text.indexOf('\uFFFD') < 0;
            add(isText ? text : java.util.Arrays.copyOfRange(utf8, offset, offset + length));
        }

        @Override
        public void writeBytes(byte[] data, int offset, int length) {
            add(java.util.Arrays.copyOfRange(data, offset, offset + length));
        }

        @Override
        public void writeDate(long epochMs) {
            add(java.time.Instant.ofEpochMilli(epochMs));
        }

        @Override
        public void beginObject(String type) {
            begin(new LinkedHashMap<String, Object>());
        }

        @Override
        public void beginArray(int size, boolean keyed) {
            begin(new ArrayList<>());
        }

        @Override
        public void beginDictionary(int size, boolean weakKeys) {
            begin(new ArrayList<>());
        }

        @Override
        public void writeKey(byte[] utf8, int offset, int length) {
            key = new String(utf8, offset, length, StandardCharsets.UTF_8);
        }

        @Override
        public void end() {
            open.pop();
        }

        @Override
        public void writeReference(int number) {
            throw new UnsupportedOperationException();
        }
    }
}
