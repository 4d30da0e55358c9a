package io.monaserver.codec.media;

import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.DataReader;
import io.monaserver.codec.DataWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher says of its stream, for the file: the plain members (numbers, texts, booleans) of the object that
 * follows {@code onMetaData}. What the file says of itself is left out, and so is what would not fit.
 */
final class FlvProperties implements DataWriter {

    private static final int MOST_BYTES = 4096;
    private static final int MOST_OVERHEAD = 16;

    private final Map<String, Object> values = new LinkedHashMap<>();
    private int bytes;
    private int depth;
    private @Nullable String key;

    private FlvProperties() {}

    /** The members, in order; none where the bytes are no values. */
    static Map<String, Object> read(DataReader reader) {
        FlvProperties properties = new FlvProperties();
        try {
            reader.readAll(properties);
        } catch (DataFormatException malformed) {
            properties.values.clear();
        }
        FlvMetadata.OWN.forEach(properties.values::remove);
        return properties.values;
    }

    private void put(Object value, int size) {
        if (depth == 1 && key != null && bytes + key.length() + size + MOST_OVERHEAD < MOST_BYTES) {
            bytes += key.length() + size + MOST_OVERHEAD;
            values.put(key, value);
        }
        key = null;
    }

    private void begin() {
        depth++;
        key = null;
    }

    @Override
    public void writeNull() {
        key = null;
    }

    @Override
    public void writeBoolean(boolean value) {
        put(value, 1);
    }

    @Override
    public void writeNumber(double value) {
        put(value, Double.BYTES);
    }

    @Override
    public void writeString(byte[] utf8, int offset, int length) {
        put(new String(utf8, offset, length, StandardCharsets.UTF_8), length);
    }

    @Override
    public void writeBytes(byte[] data, int offset, int length) {
        key = null;
    }

    @Override
    public void writeDate(long epochMs) {
        key = null;
    }

    @Override
    public void beginObject(String type) {
        begin();
    }

    @Override
    public void beginArray(int size, boolean keyed) {
        begin();
    }

    @Override
    public void beginDictionary(int size, boolean weakKeys) {
        begin();
    }

    @Override
    public void writeKey(byte[] utf8, int offset, int length) {
        key = new String(utf8, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public void end() {
        depth--;
        key = null;
    }

    @Override
    public void writeReference(int number) {
        key = null;
    }
}
