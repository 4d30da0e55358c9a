package io.monaserver.codec.query;

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
 * Writes values as a query. Queries are flat: an object's members become pairs, an array's entries tokens, and the key
 * of a value that is neither is a token before what is in it, or, for an array, the key of its first entry. Dates are
 * ISO texts, byte strings base64, types the pair {@code __type}, a dictionary has the pair {@code __size}.
 *
 * <p>A value written before is written again; one that contains itself is null there. What repetition may add is
 * bounded: {@value #MAX_REPEATED_BYTES} bytes.
 */
final class QueryEncoder implements DataEncoder {

    /** Bytes that references may add. */
    static final int MAX_REPEATED_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(QueryEncoder.class);

    private final TextOutput out = new TextOutput();
    private final List<int[]> places = new ArrayList<>();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private byte @Nullable [] key;
    private int repeated;
    private int unwanted;
    private int unwantedDepth;

    @Override
    public byte[] toBytes() {
        return out.toBytes();
    }

    @Override
    public void writeNull() {
        writeToken("null", false);
    }

    @Override
    public void writeBoolean(boolean value) {
        writeToken(String.valueOf(value), false);
    }

    @Override
    public void writeNumber(double value) {
        writeToken(NumberText.format(value), true);
    }

    @Override
    public void writeString(byte[] utf8, int offset, int length) {
        writeToken(utf8, offset, length, true);
    }

    @Override
    public void writeBytes(byte[] data, int offset, int length) {
        int[] place = addPlace();
        byte[] text = Base64.getEncoder().encode(Arrays.copyOfRange(data, offset, offset + length));
        place[0] = writeToken(text, 0, text.length, false);
        place[1] = out.size();
    }

    @Override
    public void writeDate(long epochMs) {
        int[] place = addPlace();
        place[0] = writeToken(DateText.format(epochMs), false);
        place[1] = out.size();
    }

    @Override
    public void beginObject(String type) {
        if (begin(-1, true) && !type.isEmpty()) {
            writeKey("__type");
            writeString(type);
        }
    }

    @Override
    public void beginArray(int size, boolean keyed) {
        begin(-1, keyed);
    }

    @Override
    public void beginDictionary(int size, boolean weakKeys) {
        begin(size, true);
    }

    @Override
    public void writeKey(byte[] utf8, int offset, int length) {
        if (unwanted == 0) {
            key = Arrays.copyOfRange(utf8, offset, offset + length);
        }
    }

    @Override
    public void end() {
        if (unwanted > 0) {
            unwantedDepth--;
            afterUnwanted();
            return;
        }
        writeBareKey();
        Frame frame = frames.pop();
        if (frame.size >= 0) {
            writeKey("__size");
            writeNumber(frame.size);
        }
        frame.place[0] = frame.place[0] < 0 ? out.size() : frame.place[0];
        frame.place[1] = out.size();
    }

    @Override
    public void writeReference(int number) {
        int[] place = places.get(number);
        if (place[1] < 0) {
            LOG.error("Queries have no references: a value inside itself is written as null");
            writeToken("null", false);
            return;
        }
        repeated += place[1] - place[0];
        if (repeated > MAX_REPEATED_BYTES) {
            throw new DataFormatException(
                    "query repeated values: " + repeated + " bytes (expected: at most " + MAX_REPEATED_BYTES + ")");
        }
        if (place[1] == place[0] || isDictionaryKey()) {
            writeToken("null", false);
        } else if (beforeToken()) {
            out.repeat(place[0], place[1]);
        }
    }

    private boolean begin(int dictionarySize, boolean keyed) {
        int[] place = addPlace();
        if (unwanted > 0 || isDictionaryKey()) {
            unwanted = unwanted == 0 ? 2 : unwanted;
            unwantedDepth++;
            return false;
        }
        if (keyed) {
            writeBareKey();
        }
        frames.push(new Frame(dictionarySize, place, key != null));
        return true;
    }

    private int writeToken(String text, boolean mayBeKey) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return writeToken(bytes, 0, bytes.length, mayBeKey);
    }

    /** Writes a value, or takes it as a dictionary's key; returns where the value begins. */
    private int writeToken(byte[] text, int offset, int length, boolean mayBeKey) {
        if (unwanted > 0) {
            afterUnwanted();
        } else if (isDictionaryKey()) {
            if (mayBeKey) {
                writeKey(text, offset, length);
            } else {
                unwanted = 1;
            }
        } else if (beforeToken()) {
            int start = out.size();
            QueryText.encode(text, offset, length, out);
            return start;
        }
        return out.size();
    }

    /** Separates and writes the key that waits; false if nothing is to be written here. */
    private boolean beforeToken() {
        if (unwanted > 0) {
            afterUnwanted();
            return false;
        }
        separate();
        beginPlaces(false);
        if (key != null) {
            QueryText.encode(key, 0, key.length, out);
            out.write('=');
            key = null;
        }
        beginPlaces(true);
        return true;
    }

    private void writeBareKey() {
        if (key != null) {
            separate();
            beginPlaces(true);
            QueryText.encode(key, 0, key.length, out);
            key = null;
        }
    }

    /** The values that are open and have no text yet begin here; those that wait for their key only after it. */
    private void beginPlaces(boolean keyWritten) {
        for (Frame frame : frames) {
            if (frame.place[0] < 0 && (keyWritten || !frame.afterKey)) {
                frame.place[0] = out.size();
            }
        }
    }

    private void separate() {
        if (out.size() > 0) {
            out.write('&');
        }
    }

    private boolean isDictionaryKey() {
        return key == null && !frames.isEmpty() && frames.getFirst().size >= 0;
    }

    private void afterUnwanted() {
        if (unwantedDepth == 0) {
            unwanted--;
        }
    }

    private int[] addPlace() {
        int[] place = {-1, -1};
        places.add(place);
        return place;
    }

    /** An open value: the size of a dictionary or -1, where it stands, and whether a key comes before that. */
    private record Frame(int size, int[] place, boolean afterKey) {}
}
