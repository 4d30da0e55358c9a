package io.monaserver.cluster.share;

import io.monaserver.data.DataFlag;
import io.monaserver.data.DataTable;
import io.monaserver.data.DataText;
import io.monaserver.data.DataValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the data tree as texts. A byte is a character; names in a path have a character between them that is no
 * byte and comes after all that are, so that what lies in a table follows it in the order of texts.
 */
final class DataKeys {

    /** A table, as a value. */
    static final String TABLE = "T";

    private static final char SEPARATOR = '\u0100';
    private static final char AFTER_SEPARATOR = '\u0101';
    private static final String FALSE = "0";
    private static final String TRUE = "1";
    private static final char TEXT = 't';

    /** As deep as the tree takes. */
    private static final int MAX_NAMES = 200;

    private DataKeys() {}

    static String key(List<DataText> path) {
        return path.stream().map(DataKeys::text).collect(Collectors.joining(String.valueOf(SEPARATOR)));
    }

    static List<DataText> path(String key) {
        List<DataText> path = new ArrayList<>();
        int start = 0;
        for (int end = key.indexOf(SEPARATOR); end >= 0; end = key.indexOf(SEPARATOR, start)) {
            path.add(bytes(key.substring(start, end)));
            start = end + 1;
        }
        path.add(bytes(key.substring(start)));
        return path;
    }

    /** The keys of the tables in which an entry lies, the innermost first. */
    static List<String> above(String key) {
        List<String> above = new ArrayList<>();
        for (int end = key.lastIndexOf(SEPARATOR); end >= 0; end = key.lastIndexOf(SEPARATOR, end - 1)) {
            above.add(key.substring(0, end));
        }
        return above;
    }

    /** The first text that may be a key of what lies in a table. */
    static String firstBelow(String key) {
        return key + SEPARATOR;
    }

    /** The first text after all keys of what lies in a table. */
    static String afterBelow(String key) {
        return key + AFTER_SEPARATOR;
    }

    /** A value as text; null for none. */
    static @Nullable String text(@Nullable DataValue value) {
        if (value == null) {
            return null;
        }
        if (value instanceof DataTable) {
            return TABLE;
        }
        return value instanceof DataText content ? TEXT + text(content) : value == DataFlag.TRUE ? TRUE : FALSE;
    }

    /** What a text says that is no table's. */
    static DataValue plain(String text) {
        return text.charAt(0) == TEXT ? bytes(text.substring(1)) : DataFlag.of(text.equals(TRUE));
    }

    static boolean isPlain(@Nullable String text) {
        return text != null && !text.equals(TABLE);
    }

    /** Whether another node can have meant that. */
    static boolean isValid(String key, @Nullable String value) {
        boolean isKnown = value == null
                || value.equals(TABLE)
                || value.equals(TRUE)
                || value.equals(FALSE)
                || (!value.isEmpty() && value.charAt(0) == TEXT && value.chars().allMatch(c -> c < SEPARATOR));
        return isKnown
                && key.chars().allMatch(c -> c <= SEPARATOR)
                && key.chars().filter(c -> c == SEPARATOR).count() < MAX_NAMES;
    }

    private static String text(DataText name) {
        return new String(name.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static DataText bytes(String text) {
        return DataText.owning(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
