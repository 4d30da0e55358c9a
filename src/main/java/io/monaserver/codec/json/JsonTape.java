package io.monaserver.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.monaserver.codec.DataFormatException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The tokens of a whole text, read once: nothing of malformed text is given out, and an array's size is known where it
 * begins.
 */
final class JsonTape {

    private static final int SMALL_NUMBERS = 1024;
    private static final Double[] SMALL = new Double[SMALL_NUMBERS];

    static {
        Arrays.setAll(SMALL, Double::valueOf);
    }

    private JsonToken[] tokens = new JsonToken[16];

    /** Of a text or name itself, of a number a {@link Double}, of an array's begin its {@link Integer} size. */
    private Object[] values = new Object[16];

    private int size;

    /** Reads all that the parser has. */
    static JsonTape read(JsonParser parser) throws IOException {
        JsonTape tape = new JsonTape();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (tape.size > 0) {
                throw new DataFormatException("JSON values: several (expected: 1 array of values)");
            }
            tape.readValue(token, parser);
        }
        return tape;
    }

    int size() {
        return size;
    }

    JsonToken token(int index) {
        return tokens[index];
    }

    String text(int index) {
        return (String) values[index];
    }

    double number(int index) {
        return (Double) values[index];
    }

    int count(int index) {
        return (Integer) values[index];
    }

    /** The place behind the value that begins here. */
    int skip(int index) {
        int depth = 0;
        int next = index;
        do {
            JsonToken token = tokens[next++];
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0);
        return next;
    }

    private void readArray(JsonParser parser) throws IOException {
        int start = add(JsonToken.START_ARRAY, 0);
        int count = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            count++;
            readValue(token, parser);
        }
        values[start] = count;
        add(JsonToken.END_ARRAY, "");
    }

    /** Arrays and objects nest no deeper than the parser allows. */
    private void readValue(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.START_ARRAY) {
            readArray(parser);
        } else if (token == JsonToken.START_OBJECT) {
            add(token, "");
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_OBJECT; next = parser.nextToken()) {
                add(next, parser.currentName());
                readValue(parser.nextToken(), parser);
            }
            add(JsonToken.END_OBJECT, "");
        } else {
            add(token, value(token, parser));
        }
    }

    private static Object value(JsonToken token, JsonParser parser) throws IOException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> Double.valueOf(parser.getText());
            default -> "";
        };
    }

    /** A zero may have a sign. */
    private static Double integer(JsonParser parser) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.INT) {
            int integer = parser.getIntValue();
            if (integer > 0 && integer < SMALL_NUMBERS) {
                return SMALL[integer];
            }
            if (integer != 0) {
                return (double) integer;
            }
        }
        return Double.valueOf(parser.getText());
    }

    private int add(JsonToken token, Object value) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        tokens[size] = token;
        values[size] = value;
        return size++;
    }
}
