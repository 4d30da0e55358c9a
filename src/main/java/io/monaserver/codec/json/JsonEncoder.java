package io.monaserver.codec.json;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.DateText;
import io.monaserver.codec.NumberText;
import io.monaserver.codec.TextOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes values as the entries of one JSON array (RFC 8259). An array with a keyed part becomes an array whose first
 * entry is the object of that part, a dictionary an object with the member {@code __size}; of its keys, texts and
 * numbers are members' names, and entries with other keys are left out. Dates are ISO texts, byte strings objects
 * with the member {@code __raw} in base64, types the member {@code __type}. Bytes that are not UTF-8 are replaced;
 * numbers that JSON does not have are null.
 *
 * <p>A value written before is written again, since JSON has no references; one that contains itself is null there.
 * What repetition may make of few values is bounded: {@value #MAX_REPEATED_BYTES} bytes.
 */
final class JsonEncoder implements DataEncoder {

    /** Bytes that references may add. */
    static final int MAX_REPEATED_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(JsonEncoder.class);

    private final TextOutput out = new TextOutput();
    private final Deque<JsonFrame> frames = new ArrayDeque<>();
    private final List<JsonFrame.Place> places = new ArrayList<>();
    private int repeated;

    /** Values still to be left out, and how deep inside of one of them the events are. */
    private int unwanted;

    private int unwantedDepth;

    JsonEncoder() {
        frames.push(new JsonFrame(JsonFrame.Kind.ARRAY, 0));
    }

    @Override
    public byte[] toBytes() {
        TextOutput whole = new TextOutput();
        byte[] values = out.toBytes();
        whole.write('[');
        whole.write(values, 0, values.length);
        whole.write(']');
        return whole.toBytes();
    }

    @Override
    public void writeNull() {
        if (beforeKeyOrValue(null)) {
            out.write("null");
        }
    }

    @Override
    public void writeBoolean(boolean value) {
        if (beforeKeyOrValue(null)) {
            out.write(String.valueOf(value));
        }
    }

    @Override
    public void writeNumber(double value) {
        String text = NumberText.format(value);
        if (beforeKeyOrValue(text)) {
            out.write(Double.isFinite(value) ? text : "null");
        }
    }

    @Override
    public void writeString(byte[] utf8, int offset, int length) {
        if (isDictionaryKey()) {
            beforeKeyOrValue(new String(utf8, offset, length, StandardCharsets.UTF_8));
        } else if (beforeKeyOrValue("")) {
            JsonText.write(utf8, offset, length, out);
        }
    }

    @Override
    public void writeBytes(byte[] data, int offset, int length) {
        JsonFrame.Place place = addPlace();
        if (beforeKeyOrValue(null)) {
            place.start = out.size();
            byte[] text = Base64.getEncoder().encode(Arrays.copyOfRange(data, offset, offset + length));
            out.write("{\"__raw\":\"");
            out.write(text, 0, text.length);
            out.write("\"}");
            place.end = out.size();
        }
    }

    @Override
    public void writeDate(long epochMs) {
        JsonFrame.Place place = addPlace();
        if (beforeKeyOrValue(null)) {
            place.start = out.size();
            out.write('"');
            out.write(DateText.format(epochMs));
            out.write('"');
            place.end = out.size();
        }
    }

    @Override
    public void beginObject(String type) {
        if (begin(JsonFrame.Kind.OBJECT, 0)) {
            out.write('{');
            if (!type.isEmpty()) {
                writeName("__type");
                top().named = false;
                writeQuoted(type);
            }
        }
    }

    @Override
    public void beginArray(int size, boolean keyed) {
        if (keyed && size == 0) {
            beginObject("");
        } else if (begin(keyed ? JsonFrame.Kind.KEYED_PART : JsonFrame.Kind.ARRAY, size)) {
            out.write(keyed ? "[{" : "[");
        }
    }

    @Override
    public void beginDictionary(int size, boolean weakKeys) {
        if (begin(JsonFrame.Kind.DICTIONARY, size)) {
            LOG.warn("JSON has no dictionary: written as an object");
            out.write('{');
        }
    }

    @Override
    public void writeKey(byte[] utf8, int offset, int length) {
        if (unwanted == 0) {
            separate();
            JsonText.write(utf8, offset, length, out);
            out.write(':');
            top().named = true;
        }
    }

    @Override
    public void end() {
        if (unwanted > 0) {
            unwantedDepth--;
            afterUnwanted();
            return;
        }
        JsonFrame frame = frames.pop();
        switch (frame.kind) {
            case KEYED_PART -> out.write("}]");
            case ARRAY -> out.write(']');
            case OBJECT -> out.write('}');
            case DICTIONARY -> {
                out.write(frame.empty ? "\"__size\":" : ",\"__size\":");
                out.write(String.valueOf(frame.size));
                out.write('}');
            }
        }
        if (frame.place != null) {
            frame.place.end = out.size();
        }
    }

    @Override
    public void writeReference(int number) {
        if (!beforeKeyOrValue(null)) {
            return;
        }
        JsonFrame.Place place = places.get(number);
        if (place.end == 0) {
            LOG.error("JSON has no references: a value inside itself is written as null");
            out.write("null");
            return;
        }
        repeated += place.end - place.start;
        if (repeated > MAX_REPEATED_BYTES) {
            throw new DataFormatException(
                    "JSON repeated values: " + repeated + " bytes (expected: at most " + MAX_REPEATED_BYTES + ")");
        }
        out.repeat(place.start, place.end);
    }

    private boolean begin(JsonFrame.Kind kind, int size) {
        JsonFrame.Place place = addPlace();
        if (unwanted > 0) {
            unwantedDepth++;
            return false;
        }
        if (!beforeKeyOrValue(null)) {
            // A key that is no text: itself and its value are left out.
            unwanted = 2;
            unwantedDepth = 1;
            return false;
        }
        place.start = out.size();
        JsonFrame frame = new JsonFrame(kind, size);
        frame.place = place;
        frames.push(frame);
        return true;
    }

    /** True if a value is to be written here; false if it was a dictionary's key or is left out. */
    private boolean beforeKeyOrValue(@Nullable String asKey) {
        if (unwanted > 0) {
            afterUnwanted();
            return false;
        }
        if (isDictionaryKey()) {
            if (asKey == null) {
                unwanted = 2;
                afterUnwanted();
            } else {
                writeName(asKey);
            }
            return false;
        }
        JsonFrame frame = top();
        if (frame.kind == JsonFrame.Kind.KEYED_PART && !frame.named) {
            out.write('}');
            frame.kind = JsonFrame.Kind.ARRAY;
            frame.empty = false;
        }
        if (frame.named) {
            frame.named = false;
        } else {
            separate();
        }
        return true;
    }

    private void afterUnwanted() {
        if (unwantedDepth == 0) {
            unwanted--;
        }
    }

    private boolean isDictionaryKey() {
        return unwanted == 0 && top().kind == JsonFrame.Kind.DICTIONARY && !top().named;
    }

    private void writeName(String name) {
        separate();
        writeQuoted(name);
        out.write(':');
        top().named = true;
    }

    private void writeQuoted(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        JsonText.write(utf8, 0, utf8.length, out);
    }

    private void separate() {
        JsonFrame frame = top();
        if (!frame.empty) {
            out.write(',');
        }
        frame.empty = false;
    }

    private JsonFrame.Place addPlace() {
        JsonFrame.Place place = new JsonFrame.Place();
        places.add(place);
        return place;
    }

    private JsonFrame top() {
        return frames.getFirst();
    }
}
