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
import java.util.Base64;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259): the entries of a top-level array are the values, anything else is one value. Text in the form
 * of an ISO date is a date; an object that begins with {@code __type} has that type, and one that begins with
 * {@code __raw} is the byte string it has in base64.
 *
 * <p>The text is read as a whole before its first value is given out, so there are no events of malformed text.
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
    private @Nullable JsonTape tape;
    private int position;
    private int end;

    JsonReader(byte[] data, int offset, int length) {
        this.data = data;
        this.offset = offset;
        this.length = length;
    }

    @Override
    public boolean read(DataWriter writer) {
        JsonTape read = tape == null ? begin() : tape;
        if (position == end) {
            return false;
        }
        readValue(read, writer);
        return true;
    }

    private JsonTape begin() {
        JsonTape read = parse();
        boolean outer = read.size() > 0 && read.token(0) == JsonToken.START_ARRAY;
        position = outer ? 1 : 0;
        end = outer ? read.size() - 1 : read.size();
        tape = read;
        return read;
    }

    private JsonTape parse() {
        try (JsonParser parser = FACTORY.createParser(data, offset, length)) {
            return JsonTape.read(parser);
        } catch (JsonProcessingException e) {
            throw new DataFormatException("JSON: " + e.getOriginalMessage() + " (expected: RFC 8259)", e);
        } catch (IOException e) {
            throw new DataFormatException("JSON: " + e.getMessage(), e);
        }
    }

    private void readValue(JsonTape read, DataWriter writer) {
        int here = position++;
        JsonToken token = read.token(here);
        switch (token) {
            case VALUE_NULL -> writer.writeNull();
            case VALUE_TRUE, VALUE_FALSE -> writer.writeBoolean(token == JsonToken.VALUE_TRUE);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> writer.writeNumber(read.number(here));
            case VALUE_STRING -> readText(read.text(here), writer);
            case START_ARRAY -> readArray(read, read.count(here), writer);
            case START_OBJECT -> readObject(read, writer);
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

    private void readArray(JsonTape read, int size, DataWriter writer) {
        writer.beginArray(size, false);
        for (int i = 0; i < size; i++) {
            readValue(read, writer);
        }
        position++;
        writer.end();
    }

    private void readObject(JsonTape read, DataWriter writer) {
        int start = position - 1;
        if (isMember("__raw", read) && readBytes(read.text(position + 1), writer)) {
            position = read.skip(start);
            return;
        }
        if (isMember("__type", read)) {
            writer.beginObject(read.text(position + 1));
            position += 2;
        } else {
            writer.beginObject("");
        }
        while (read.token(position) != JsonToken.END_OBJECT) {
            writer.writeKey(read.text(position++));
            readValue(read, writer);
        }
        position++;
        writer.end();
    }

    /** Whether a member of this name with a text comes next. */
    private boolean isMember(String name, JsonTape read) {
        return read.token(position) == JsonToken.FIELD_NAME
                && read.text(position).equals(name)
                && read.token(position + 1) == JsonToken.VALUE_STRING;
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
}
