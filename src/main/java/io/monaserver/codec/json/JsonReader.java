package io.monaserver.codec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.DataReader;
import io.monaserver.codec.DataWriter;
import io.monaserver.codec.DateText;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads JSON (RFC 8259): the entries of a top-level array are the values, anything else is one value. Text in the form
 * of an ISO date is a date; an object that begins with {@code __type} has that type, and one that begins with
 * {@code __raw} is the byte string it has in base64.
 *
 * <p>The text is checked as a whole before its first value is given out, so there are no events of malformed text. That
 * pass also counts the arrays' entries.
 *
 * <table>
 * <caption>Limits; beyond them reading ends with a {@link DataFormatException}</caption>
 * <tr><td>nested values</td><td>{@value #MAX_DEPTH}</td></tr>
 * </table>
 */
final class JsonReader implements DataReader {

    /** Nested values, as many as AMF has. */
    static final int MAX_DEPTH = 128;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    // The outer array is none of the values'.
                    .maxNestingDepth(MAX_DEPTH + 1)
                    .build())
            // Names stay canonical: without it Jackson reads bytes through a Reader, at several times the cost.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final byte[] data;
    private final int offset;
    private final int length;
    private final List<Integer> sizes = new ArrayList<>();
    private Iterator<Integer> nextSize = List.<Integer>of().iterator();
    private JsonParser parser;
    private boolean begun;
    private boolean outer;
    private boolean done;

    JsonReader(byte[] data, int offset, int length) {
        this.data = data;
        this.offset = offset;
        this.length = length;
        this.parser = newParser();
    }

    @Override
    public boolean read(DataWriter writer) {
        if (done) {
            return false;
        }
        try {
            JsonToken token = begun && !outer ? null : begin();
            if (token == null || token == JsonToken.END_ARRAY) {
                done = true;
                parser.close();
                return false;
            }
            readValue(token, writer);
            return true;
        } catch (JsonProcessingException e) {
            throw new DataFormatException("JSON: " + e.getOriginalMessage() + " (expected: RFC 8259)", e);
        } catch (IOException e) {
            throw new DataFormatException("JSON: " + e.getMessage(), e);
        }
    }

    /** The next value's first token; null if there is no text at all. */
    private JsonToken begin() throws IOException {
        if (begun) {
            return parser.nextToken();
        }
        begun = true;
        check();
        JsonToken token = parser.nextToken();
        outer = token == JsonToken.START_ARRAY;
        if (outer) {
            nextSize.next();
            return parser.nextToken();
        }
        return token;
    }

    private JsonParser newParser() {
        try {
            return FACTORY.createParser(data, offset, length);
        } catch (IOException e) {
            throw new DataFormatException("JSON: " + e.getMessage(), e);
        }
    }

    /** Reads everything once, counting the entries of each array in the order in which the arrays begin. */
    private void check() throws IOException {
        Deque<Integer> open = new ArrayDeque<>();
        int roots = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (open.isEmpty() && ++roots > 1) {
                throw new DataFormatException("JSON values: " + roots + " (expected: 1 array of values)");
            }
            if (token.isStructEnd()) {
                open.pop();
                roots = open.isEmpty() ? 1 : roots;
                continue;
            }
            if (token != JsonToken.FIELD_NAME && !open.isEmpty() && open.peek() >= 0) {
                int index = open.peek();
                sizes.set(index, sizes.get(index) + 1);
            }
            if (token == JsonToken.START_ARRAY) {
                open.push(sizes.size());
                sizes.add(0);
            } else if (token == JsonToken.START_OBJECT) {
                open.push(-1);
            }
        }
        parser.close();
        parser = newParser();
        nextSize = sizes.iterator();
    }

    private void readValue(JsonToken token, DataWriter writer) throws IOException {
        switch (token) {
            case VALUE_NULL -> writer.writeNull();
            case VALUE_TRUE, VALUE_FALSE -> writer.writeBoolean(token == JsonToken.VALUE_TRUE);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> writer.writeNumber(Double.parseDouble(parser.getText()));
            case VALUE_STRING -> readText(parser.getText(), writer);
            case START_ARRAY -> readArray(writer);
            case START_OBJECT -> readObject(writer);
            default -> throw new DataFormatException("JSON token: " + token + " (expected: a value)");
        }
    }

    private static void readText(String text, DataWriter writer) {
        OptionalLong date = DateText.parse(text);
        if (date.isPresent()) {
            writer.writeDate(date.getAsLong());
        } else {
            writer.writeString(text);
        }
    }

    private void readArray(DataWriter writer) throws IOException {
        writer.beginArray(nextSize.next(), false);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            readValue(token, writer);
        }
        writer.end();
    }

    private void readObject(DataWriter writer) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.FIELD_NAME) {
            writer.beginObject("");
            writer.end();
            return;
        }
        String key = parser.currentName();
        token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING && key.equals("__raw") && readBytes(parser.getText(), writer)) {
            skipObject();
            return;
        }
        if (token == JsonToken.VALUE_STRING && key.equals("__type")) {
            writer.beginObject(parser.getText());
        } else {
            writer.beginObject("");
            writer.writeKey(key);
            readValue(token, writer);
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            writer.writeKey(parser.currentName());
            readValue(parser.nextToken(), writer);
        }
        writer.end();
    }

    private static boolean readBytes(String base64, DataWriter writer) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            writer.writeBytes(bytes, 0, bytes.length);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Steps over the rest of an object whose first member said it all; arrays in it are counted off. */
    private void skipObject() throws IOException {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                nextSize.next();
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }
}
