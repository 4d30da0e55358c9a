package io.monaserver.transport.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a request wants (§14). One range is answered; of several, or of what is not
 * understood, the whole file is sent, as the standard allows.
 *
 * @param first offset of the first byte
 * @param length number of bytes; 0 with {@link #isSatisfiable} false when no byte of the file is meant
 */
record ByteRange(long first, long length) {

    private static final Pattern SINGLE = Pattern.compile("bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");
    private static final ByteRange UNSATISFIABLE = new ByteRange(-1, 0);

    static ByteRange whole(long size) {
        return new ByteRange(0, size);
    }

    /** Reads the header, which may be missing. */
    static ByteRange parse(@Nullable String header, long size) {
        Matcher range = SINGLE.matcher(header == null ? "" : header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return whole(size);
        }
        if (range.group(1).isEmpty()) {
            long suffix = Math.min(size, Long.parseLong(range.group(2)));
            return suffix == 0 ? UNSATISFIABLE : new ByteRange(size - suffix, suffix);
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
        if (!range.group(2).isEmpty() && last < first) {
            return whole(size);
        }
        return first >= size ? UNSATISFIABLE : new ByteRange(first, Math.min(last, size - 1) - first + 1);
    }

    boolean isSatisfiable() {
        return first >= 0;
    }

    boolean isPartOf(long size) {
        return length != size;
    }

    /** The header that says which part of how much is sent. */
    String contentRange(long size) {
        return isSatisfiable() ? "bytes " + first + "-" + (first + length - 1) + "/" + size : "bytes */" + size;
    }
}
