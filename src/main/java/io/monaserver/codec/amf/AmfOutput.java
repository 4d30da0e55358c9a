package io.monaserver.codec.amf;

import java.util.Arrays;

/** Bytes that grow as they are written. */
final class AmfOutput {

    private static final int INITIAL_SIZE = 256;

    private byte[] data = new byte[INITIAL_SIZE];
    private int size;

    byte[] data() {
        return data;
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(data, size);
    }

    void writeByte(int value) {
        ensure(1);
        data[size++] = (byte) value;
    }

    void writeShort(int value) {
        ensure(2);
        data[size++] = (byte) (value >>> 8);
        data[size++] = (byte) value;
    }

    void writeInt(int value) {
        ensure(4);
        putInt(size, value);
        size += 4;
    }

    void writeDouble(double value) {
        long bits = Double.doubleToRawLongBits(value);
        writeInt((int) (bits >>> 32));
        writeInt((int) bits);
    }

    /** AMF3 §1.3.1; the upper three bits are cut off. */
    void writeU29(int value) {
        int bits = value & 0x1FFFFFFF;
        ensure(4);
        if (bits >= 0x200000) {
            data[size++] = (byte) (bits >>> 22 | 0x80);
            data[size++] = (byte) (bits >>> 15 | 0x80);
            data[size++] = (byte) (bits >>> 8 | 0x80);
            data[size++] = (byte) bits;
            return;
        }
        if (bits >= 0x4000) {
            data[size++] = (byte) (bits >>> 14 | 0x80);
        }
        if (bits >= 0x80) {
            data[size++] = (byte) (bits >>> 7 | 0x80);
        }
        data[size++] = (byte) (bits & 0x7F);
    }

    void writeBytes(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, data, size, length);
        size += length;
    }

    /** Overwrites four bytes written before. */
    void putInt(int index, int value) {
        data[index] = (byte) (value >>> 24);
        data[index + 1] = (byte) (value >>> 16);
        data[index + 2] = (byte) (value >>> 8);
        data[index + 3] = (byte) value;
    }

    int intAt(int index) {
        return (data[index] & 0xFF) << 24
                | (data[index + 1] & 0xFF) << 16
                | (data[index + 2] & 0xFF) << 8
                | (data[index + 3] & 0xFF);
    }

    private void ensure(int length) {
        if (size + length > data.length) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, size + length));
        }
    }
}
