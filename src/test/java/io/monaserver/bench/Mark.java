package io.monaserver.bench;

import java.nio.charset.StandardCharsets;

/**
 * What a synthetic packet carries so that every listener can tell its age and what is missing: a magic, the time of its
 * sending and a number of its kind's own, in hexadecimal digits, which no server takes for a start code.
 */
final class Mark {

    static final int SIZE = 8 + 16 + 8;

    private static final byte[] MAGIC = "loadmark".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Mark() {}

    static void write(byte[] payload, int offset, long nanos, int number) {
        System.arraycopy(MAGIC, 0, payload, offset, MAGIC.length);
        writeHex(payload, offset + 8, nanos, 16);
        writeHex(payload, offset + 24, number, 8);
    }

    static boolean isAt(byte[] payload, int offset, int length) {
        return length >= offset + SIZE
                && java.util.Arrays.equals(payload, offset, offset + MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static long nanos(byte[] payload, int offset) {
        return readHex(payload, offset + 8, 16);
    }

    static int number(byte[] payload, int offset) {
        return (int) readHex(payload, offset + 24, 8);
    }

    private static void writeHex(byte[] payload, int offset, long value, int digits) {
        for (int i = 0; i < digits; i++) {
            payload[offset + i] = DIGITS[(int) (value >>> 4 * (digits - 1 - i)) & 15];
        }
    }

    private static long readHex(byte[] payload, int offset, int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            value = value << 4 | Character.digit(payload[offset + i], 16);
        }
        return value;
    }
}
