package io.monaserver.protocol.flash;

import io.monaserver.codec.DataWriter;
import io.monaserver.codec.NumberText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the plain fields of an object as text; those of objects inside it under names with a dot. */
public final class ObjectFields implements DataWriter {

    /** More than any client sends; the rest is not kept. */
    private static final int MAX_FIELDS = 256;

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Deque<String> prefixes = new ArrayDeque<>();
    private String key = "";

    /** What was kept, in order. */
    public Map<String, String> toMap() {
        return fields;
    }

    @Override
    public void writeNull() {}

    @Override
    public void writeBoolean(boolean value) {
        put(String.valueOf(value));
    }

    @Override
    public void writeNumber(double value) {
        put(NumberText.format(value));
    }

    @Override
    public void writeString(byte[] utf8, int offset, int length) {
        put(new String(utf8, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void writeBytes(byte[] data, int offset, int length) {}

    @Override
    public void writeDate(long epochMs) {
        put(String.valueOf(epochMs));
    }

    @Override
    public void beginObject(String type) {
        prefixes.push(key.isEmpty() ? "" : key + ".");
    }

    @Override
    public void beginArray(int size, boolean keyed) {
        beginObject("");
    }

    @Override
    public void beginDictionary(int size, boolean weakKeys) {
        beginObject("");
    }

    @Override
    public void writeKey(byte[] utf8, int offset, int length) {
        key = prefixes.element() + new String(utf8, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public void end() {
        prefixes.pop();
        key = "";
    }

    @Override
    public void writeReference(int number) {}

    private void put(String value) {
        if (!key.isEmpty() && fields.size() < MAX_FIELDS) {
            fields.put(key, value);
        }
    }
}
