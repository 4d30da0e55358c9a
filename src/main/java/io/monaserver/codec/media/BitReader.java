package io.monaserver.codec.media;

import io.monaserver.codec.DataFormatException;

/** Bits of a parameter set, most significant first, without the bytes that only keep start codes from appearing. */
final class BitReader {

    private static final int EMULATION_PREVENTION = 3;

    private final byte[] data;
    private final int limitBits;
    private int position;

    private BitReader(byte[] data, int size) {
        this.data = data;
        this.limitBits = size * 8;
    }

    /** Reads a range of bytes as they are. */
    static BitReader of(byte[] data, int offset, int size) {
        byte[] copy = new byte[size];
        System.arraycopy(data, offset, copy, 0, size);
        return new BitReader(copy, size);
    }

    /** Reads a NAL unit: of 00 00 03 the last byte is left out. */
    static BitReader ofNalUnit(byte[] data, int offset, int size) {
        byte[] copy = new byte[size];
        int length = 0;
        int zeros = 0;
        for (int i = offset; i < offset + size; i++) {
            if (zeros >= 2 && data[i] == EMULATION_PREVENTION) {
                zeros = 0;
                continue;
            }
            zeros = data[i] == 0 ? zeros + 1 : 0;
            copy[length++] = data[i];
        }
        return new BitReader(copy, length);
    }

    int bit() {
        if (position >= limitBits) {
            throw new DataFormatException("parameter set bits: " + limitBits + " (expected: more)");
        }
        int bit = data[position >> 3] >> (7 - (position & 7)) & 1;
        position++;
        return bit;
    }

    boolean flag() {
        return bit() == 1;
    }

    int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    void skip(int count) {
        position += count;
    }

    /** An unsigned Exp-Golomb code. */
    int unsigned() {
        int zeros = 0;
        while (!flag()) {
            if (++zeros > 31) {
                throw new DataFormatException("Exp-Golomb prefix: " + zeros + " (expected: at most 31)");
            }
        }
        return (1 << zeros) - 1 + bits(zeros);
    }

    /** A signed Exp-Golomb code. */
    int signed() {
        int code = unsigned();
        return (code & 1) == 1 ? (code >>> 1) + 1 : -(code >>> 1);
    }

    /** An unsigned Exp-Golomb code that is a size or a count, refused beyond what makes sense. */
    int unsigned(int most) {
        int value = unsigned();
        if (value < 0 || value > most) {
            throw new DataFormatException("parameter set value: " + value + " (expected: at most " + most + ")");
        }
        return value;
    }
}
