package io.monaserver.codec.media;

/** Big-endian numbers in byte arrays whose length the caller has checked. */
final class Bytes {

    private Bytes() {}

    static int int16(byte[] data, int at) {
        return ((data[at] & 0xFF) << 8) | (data[at + 1] & 0xFF);
    }

    static int int24(byte[] data, int at) {
        return (int16(data, at) << 8) | (data[at + 2] & 0xFF);
    }

    static int signed24(byte[] data, int at) {
        return int24(data, at) << 8 >> 8;
    }

    static int int32(byte[] data, int at) {
        return int16(data, at) << 16 | int16(data, at + 2);
    }

    /** The number whose bytes are these four ASCII characters. */
    static int fourCc(String text) {
        return text.charAt(0) << 24 | text.charAt(1) << 16 | text.charAt(2) << 8 | text.charAt(3);
    }
}
