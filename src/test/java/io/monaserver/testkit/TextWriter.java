package io.monaserver.testkit;

import io.monaserver.codec.DataReader;
import io.monaserver.codec.DataWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes values as one line of text, for assertions: {@code {a: 1} [x: "y"| 1 2] <ab01> @1000 &0}. */
public final class TextWriter implements DataWriter {

    private final StringBuilder text = new StringBuilder();

    /** All values of a reader as text. */
    public static String read(DataReader reader) {
        TextWriter writer = new TextWriter();
        reader.readAll(writer);
        return writer.toString();
    }

    @Override
    public String toString() {
        return text.toString().trim();
    }

    @Override
    public void writeNull() {
        add("null");
    }

    @Override
    public void writeBoolean(boolean value) {
        add(String.valueOf(value));
    }

    @Override
    public void writeNumber(double value) {
        add(
                value == (long) value && (value != 0 || 1 / value > 0)
                        ? String.valueOf((long) value)
                        : String.valueOf(value));
    }

    @Override
    public void writeString(byte[] utf8, int offset, int length) {
        add('"' + new String(utf8, offset, length, StandardCharsets.UTF_8) + '"');
    }

    @Override
    public void writeBytes(byte[] data, int offset, int length) {
        add('<' + HexFormat.of().formatHex(data, offset, offset + length) + '>');
    }

    @Override
    public void writeDate(long epochMs) {
        add("@" + epochMs);
    }

    @Override
    public void beginObject(String type) {
        add(type + "{");
    }

    @Override
    public void beginArray(int size, boolean keyed) {
        add(keyed ? "keyed" + size + "[" : size + "[");
    }

    @Override
    public void beginDictionary(int size, boolean weakKeys) {
        add((weakKeys ? "weak" : "dict") + size + "(");
    }

    @Override
    public void writeKey(byte[] utf8, int offset, int length) {
        add(new String(utf8, offset, length, StandardCharsets.UTF_8) + ":");
    }

    @Override
    public void end() {
        add("end");
    }

    @Override
    public void writeReference(int number) {
        add("&" + number);
    }

    private void add(String token) {
        text.append(token).append(' ');
    }
}
