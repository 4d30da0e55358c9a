package io.monaserver.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 text that grows as it is written: what the writers of text formats write to. */
public final class TextOutput {

    private static final int INITIAL_SIZE = 256;

    private byte[] data = new byte[INITIAL_SIZE];
    private int size;

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    /** Appends an ASCII character. */
    public void write(char ascii) {
        ensure(1);
        data[size++] = (byte) ascii;
    }

    /** Appends text. */
    public void write(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        write(utf8, 0, utf8.length);
    }

    /** Appends bytes. */
    public void write(byte[] utf8, int offset, int length) {
        ensure(length);
        System.arraycopy(utf8, offset, data, size, length);
        size += length;
    }

    /** Appends again what was written between two places. */
    public void repeat(int start, int end) {
        write(data, start, end - start);
    }

    /** Takes back what was written beyond a size. */
    public void truncate(int shorter) {
        size = shorter;
    }

    /** All that was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(data, size);
    }

    private void ensure(int length) {
        if (size + length > data.length) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, size + length));
        }
    }
}
