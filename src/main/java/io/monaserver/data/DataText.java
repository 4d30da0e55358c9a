package io.monaserver.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that never change: the name of an entry, or its text. Equal by content. */
public final class DataText implements DataValue {

    private final byte[] bytes;
    private final int hash;

    private DataText(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    /** A copy of these bytes. */
    public static DataText of(byte[] bytes, int offset, int length) {
        return new DataText(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /** The text in UTF-8. */
    public static DataText of(String text) {
        return new DataText(text.getBytes(StandardCharsets.UTF_8));
    }

    /** These bytes, which nobody changes any more. */
    public static DataText owning(byte[] bytes) {
        return new DataText(bytes);
    }

    /** The bytes themselves: to be read only. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataText text && hash == text.hash && Arrays.equals(bytes, text.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
