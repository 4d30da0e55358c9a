package io.monaserver.codec.amf;

import io.monaserver.codec.DataFormatException;

/** A cursor over bytes that checks every step: reading past the end is a {@link DataFormatException}. */
final class AmfInput {

    private final byte[] data;
    private final int end;
    private int position;

    AmfInput(byte[] data, int offset, int length) {
        this.data = data;
        this.position = offset;
        this.end = offset + length;
    }

    byte[] data() {
        return data;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    /** The next byte, which stays. */
    int peek() {
        require(1);
        return data[position] & 0xFF;
    }

    int readByte() {
        require(1);
        return data[position++] & 0xFF;
    }

    int readUnsignedShort() {
        require(2);
        int value = (data[position] & 0xFF) << 8 | (data[position + 1] & 0xFF);
        position += 2;
        return value;
    }

    int readInt() {
        require(4);
        int value = (data[position] & 0xFF) << 24
                | (data[position + 1] & 0xFF) << 16
                | (data[position + 2] & 0xFF) << 8
                | (data[position + 3] & 0xFF);
        position += 4;
        return value;
    }

    double readDouble() {
        require(8);
        long high = readInt() & 0xFFFFFFFFL;
        long low = readInt() & 0xFFFFFFFFL;
        return Double.longBitsToDouble(high << 32 | low);
    }

    /** AMF3 §1.3.1: up to three bytes of seven bits, then one of eight. */
    int readU29() {
        int value = 0;
        for (int i = 0; i < 3; i++) {
            int next = readByte();
            value = value << 7 | (next & 0x7F);
            if (next < 0x80) {
                return value;
            }
        }
        return value << 8 | readByte();
    }

    /** A 32-bit length of bytes that follow. */
    int readLength() {
        long length = readInt() & 0xFFFFFFFFL;
        if (length > remaining()) {
            throw new DataFormatException("length: " + length + " (expected: at most " + remaining() + ")");
        }
        return (int) length;
    }

    /** Checks a count of items of at least this size each, before anybody allocates by it. */
    int checkCount(long count, int itemSize) {
        if (count * itemSize > remaining()) {
            throw new DataFormatException("count: " + count + " (expected: at most " + remaining() / itemSize + " of "
                    + itemSize + " bytes)");
        }
        return (int) count;
    }

    /** Steps over bytes and returns where they begin. */
    int skip(int length) {
        require(length);
        int start = position;
        position += length;
        return start;
    }

    private void require(int length) {
        if (length < 0 || length > end - position) {
            throw new DataFormatException("bytes left: " + (end - position) + " (expected: " + length + ")");
        }
    }
}
