package io.monaserver.transport.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A text with places to be filled, {@code <% key %>}, taken apart once. A place without a value becomes empty; one that
 * does not end is text. Works on bytes, so that whatever encoding the text has stays as it is.
 */
final class FileTemplate {

    /** Text before a place, and the place's key; the last part has none. */
    private record Part(int start, int end, String key) {}

    private final byte[] text;
    private final List<Part> parts = new ArrayList<>();
    private final int rest;

    private FileTemplate(byte[] text) {
        this.text = text;
        int done = 0;
        int begin = indexOf('<', '%', 0);
        while (begin >= 0) {
            int end = indexOf('%', '>', begin + 2);
            if (end < 0) {
                break;
            }
            String key = new String(text, begin + 2, end - begin - 2, StandardCharsets.UTF_8).trim();
            parts.add(new Part(done, begin, key));
            done = end + 2;
            begin = indexOf('<', '%', done);
        }
        rest = done;
    }

    static FileTemplate parse(byte[] text) {
        return new FileTemplate(text);
    }

    /** The text with these values in its places. */
    byte[] fill(Map<String, String> values) {
        ByteArrayOutputStream filled = new ByteArrayOutputStream(text.length + 256);
        for (Part part : parts) {
            filled.write(text, part.start(), part.end() - part.start());
            filled.writeBytes(values.getOrDefault(part.key(), "").getBytes(StandardCharsets.UTF_8));
        }
        filled.write(text, rest, text.length - rest);
        return filled.toByteArray();
    }

    private int indexOf(char first, char second, int from) {
        for (int i = from; i + 1 < text.length; i++) {
            if (text[i] == first && text[i + 1] == second) {
                return i;
            }
        }
        return -1;
    }
}
