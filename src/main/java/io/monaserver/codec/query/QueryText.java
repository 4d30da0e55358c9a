package io.monaserver.codec.query;

import io.monaserver.codec.TextOutput;
import java.util.Arrays;

/** Percent-encoding (RFC 3986 §2.1), with the plus sign for a space on input. */
final class QueryText {

    /** What a query may hold as it is (RFC 3986 §3.4), but for the characters that mean something in it. */
    private static final String PLAIN = "-._~/?:@!$'()*,;";

    private static final String HEX = "0123456789ABCDEF";

    private QueryText() {}

    /** Decodes a range; a percent sign without two digits stands for itself. */
    static byte[] decode(byte[] data, int start, int end) {
        byte[] decoded = new byte[end - start];
        int size = 0;
        for (int i = start; i < end; i++) {
            byte next = data[i];
            if (next == '+') {
                next = ' ';
            } else if (next == '%' && i + 2 < end) {
                int high = Character.digit(data[i + 1], 16);
                int low = Character.digit(data[i + 2], 16);
                if (high >= 0 && low >= 0) {
                    next = (byte) (high << 4 | low);
                    i += 2;
                }
            }
            decoded[size++] = next;
        }
        return Arrays.copyOf(decoded, size);
    }

    /** Writes bytes encoded. */
    static void encode(byte[] data, int offset, int length, TextOutput out) {
        for (int i = offset; i < offset + length; i++) {
            int next = data[i] & 0xFF;
            if (isPlain(next)) {
                out.write((char) next);
            } else {
                out.write('%');
                out.write(HEX.charAt(next >> 4));
                out.write(HEX.charAt(next & 0xF));
            }
        }
    }

    private static boolean isPlain(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || PLAIN.indexOf(character) >= 0;
    }
}
