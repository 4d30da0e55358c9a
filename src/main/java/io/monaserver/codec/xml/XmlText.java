package io.monaserver.codec.xml;

import io.monaserver.codec.TextOutput;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text between and inside of tags: its encoding, and the characters that have a meaning (XML 1.0 §2.4, §4.1). */
final class XmlText {

    private static final Map<String, String> ENTITIES =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'");

    private static final Pattern LATIN =
            Pattern.compile("^<\\?xml\\s[^>]*encoding\\s*=\\s*[\"'](?i:iso-8859-1|latin1|us-ascii)[\"']");

    private static final int LONGEST_ENTITY = 12;
    private static final int LONGEST_DECLARATION = 200;

    private XmlText() {}

    /** The characters: UTF-8 unless the first bytes say otherwise. */
    static String decode(byte[] data, int offset, int length) {
        int first = length < 2 ? 0 : (data[offset] & 0xFF) << 8 | (data[offset + 1] & 0xFF);
        if (first == 0xFEFF || first == 0xFFFE) {
            return new String(data, offset, length, StandardCharsets.UTF_16);
        }
        boolean marked = first == 0xEFBB && length > 2 && (data[offset + 2] & 0xFF) == 0xBF;
        int start = marked ? offset + 3 : offset;
        return new String(data, start, offset + length - start, charset(data, offset, length));
    }

    private static Charset charset(byte[] data, int offset, int length) {
        int declared = Math.min(length, LONGEST_DECLARATION);
        Matcher latin = LATIN.matcher(new String(data, offset, declared, StandardCharsets.ISO_8859_1));
        return latin.find() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }

    /** Puts the characters in place of their references; a reference that XML itself does not have stays as it is. */
    static String unescape(String text) {
        int next = text.indexOf('&');
        if (next < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int done = 0;
        while (next >= 0) {
            int end = endOfReference(text, next);
            String replacement = end < 0 ? "" : character(text.substring(next + 1, end));
            if (!replacement.isEmpty()) {
                plain.append(text, done, next).append(replacement);
                done = end + 1;
            }
            next = text.indexOf('&', next + 1);
        }
        return plain.append(text, done, text.length()).toString();
    }

    private static int endOfReference(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST_ENTITY);
        for (int i = start + 1; i < limit; i++) {
            if (text.charAt(i) == ';') {
                return i;
            }
        }
        return -1;
    }

    private static String character(String reference) {
        if (!reference.startsWith("#")) {
            return ENTITIES.getOrDefault(reference, "");
        }
        boolean hexadecimal = reference.startsWith("#x");
        try {
            int code = Integer.parseInt(reference.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
            return code > 0 && Character.isValidCodePoint(code) ? Character.toString(code) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }

    /** Writes text so that it is read back; control characters, which XML does not have, are replaced. */
    static void write(byte[] utf8, int offset, int length, TextOutput out) {
        int end = offset + length;
        int start = offset;
        for (int i = offset; i < end; i++) {
            String escaped = escaped(utf8[i]);
            if (!escaped.isEmpty()) {
                out.write(utf8, start, i - start);
                out.write(escaped);
                start = i + 1;
            }
        }
        out.write(utf8, start, end - start);
    }

    private static String escaped(byte character) {
        return switch (character) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            case '\r' -> "&#13;";
            case '\t', '\n' -> "";
            default -> character >= 0 && character < ' ' ? "\uFFFD" : "";
        };
    }

    /** Bytes that are UTF-8: those that are not are replaced. */
    static byte[] valid(byte[] utf8, int offset, int length) {
        return new String(utf8, offset, length, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }
}
