package io.monaserver.codec.json;

import io.monaserver.codec.TextOutput;
import java.nio.charset.StandardCharsets;

/** Writes quoted text (RFC 8259 §7). */
final class JsonText {

    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /** Writes text of any bytes; those that are not UTF-8 are replaced. */
    static void write(byte[] utf8, int offset, int length, TextOutput out) {
        if (isAscii(utf8, offset, length)) {
            writeQuoted(utf8, offset, length, out);
        } else {
            byte[] valid = new String(utf8, offset, length, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            writeQuoted(valid, 0, valid.length, out);
        }
    }

    private static void writeQuoted(byte[] utf8, int offset, int length, TextOutput out) {
        out.write('"');
        int end = offset + length;
        int start = offset;
        for (int i = offset; i < end; i++) {
            byte next = utf8[i];
            if (next == '"' || next == '\\' || (next >= 0 && next < ' ')) {
                out.write(utf8, start, i - start);
                writeEscaped(next, out);
                start = i + 1;
            }
        }
        out.write(utf8, start, end - start);
        out.write('"');
    }

    private static void writeEscaped(byte character, TextOutput out) {
        out.write('\\');
        switch (character) {
            case '\n' -> out.write('n');
            case '\r' -> out.write('r');
            case '\t' -> out.write('t');
            case '"', '\\' -> out.write((char) character);
            default -> {
                out.write("u00");
                out.write(HEX.charAt(character >> 4));
                out.write(HEX.charAt(character & 0xF));
            }
        }
    }

    private static boolean isAscii(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
