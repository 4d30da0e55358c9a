package io.monaserver.codec.query;

import io.monaserver.codec.DataReader;
import io.monaserver.codec.DataWriter;
import io.monaserver.codec.DateText;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads a query: neighbouring pairs are one object, a token without {@code =} is a value of its own. Values that look
 * like numbers, booleans, null or ISO dates are that. Everything is a query: there is nothing to refuse.
 */
final class QueryReader implements DataReader {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,300}(\\.\\d{1,300})?");

    private final byte[] data;
    private final int end;
    private int position;

    QueryReader(byte[] data, int offset, int length) {
        this.data = data;
        this.position = offset;
        this.end = offset + length;
    }

    @Override
    public boolean read(DataWriter writer) {
        if (position >= end) {
            return false;
        }
        int equals = indexOf('=', position, tokenEnd());
        if (equals < 0) {
            writeValue(QueryText.decode(data, position, tokenEnd()), writer);
            step();
            return true;
        }
        writer.beginObject("");
        while (position < end && equals >= 0) {
            byte[] key = QueryText.decode(data, position, equals);
            writer.writeKey(key, 0, key.length);
            writeValue(QueryText.decode(data, equals + 1, tokenEnd()), writer);
            step();
            equals = position < end ? indexOf('=', position, tokenEnd()) : -1;
        }
        writer.end();
        return true;
    }

    private int tokenEnd() {
        int ampersand = indexOf('&', position, end);
        return ampersand < 0 ? end : ampersand;
    }

    private void step() {
        position = tokenEnd() + 1;
    }

    private int indexOf(char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (data[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static void writeValue(byte[] value, DataWriter writer) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        switch (text) {
            case "true" -> writer.writeBoolean(true);
            case "false" -> writer.writeBoolean(false);
            case "null" -> writer.writeNull();
            default -> {
                OptionalLong date = DateText.parse(text);
                if (date.isPresent()) {
                    writer.writeDate(date.getAsLong());
                } else if (NUMBER.matcher(text).matches()) {
                    writer.writeNumber(Double.parseDouble(text));
                } else {
                    writer.writeString(value, 0, value.length);
                }
            }
        }
    }
}
