package io.monaserver.codec.xml;

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
 * Writes values as the parameters of an XML-RPC response. An array with a keyed part has the struct of that part for
 * its first item; a dictionary is a struct with the member {@code __size}, whose entries with keys that are neither
 * text nor numbers are left out. The type of an object is its struct's attribute {@code type}.
 *
 * <p>A value written before is written again, since XML-RPC has no references; one that contains itself is empty there.
 * What repetition may make of few values is bounded: {@value #MAX_REPEATED_BYTES} bytes.
 */
final class XmlRpcEncoder implements DataEncoder {

    /** Bytes that references may add. */
    static final int MAX_REPEATED_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(XmlRpcEncoder.class);
    private static final String HEAD = "<?xml version=\"1.0\"?><methodResponse><params>";
    private static final String TAIL = "</params></methodResponse>";

    private final TextOutput out = new TextOutput();
    private final Deque<XmlRpcFrame> frames = new ArrayDeque<>();
    private final List<XmlRpcFrame.Place> places = new ArrayList<>();
    private int repeated;

    XmlRpcEncoder() {
        out.write(HEAD);
        frames.push(new XmlRpcFrame(XmlRpcFrame.Kind.PARAMETERS, 0, new XmlRpcFrame.Place(0)));
    }

    @Override
    public byte[] toBytes() {
        byte[] values = out.toBytes();
        byte[] tail = TAIL.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(values, values.length + tail.length);
        System.arraycopy(tail, 0, whole, values.length, tail.length);
        return whole;
    }

    @Override
    public void writeNull() {
        beginValue(null);
        endValue();
    }

    @Override
    public void writeBoolean(boolean value) {
        writeScalar("boolean", value ? "1" : "0", false);
    }

    @Override
    public void writeNumber(double value) {
        int integer = (int) value;
        if (integer == value) {
            writeScalar("int", Integer.toString(integer), true);
        } else {
            writeScalar("double", NumberText.format(value), true);
        }
    }

    @Override
    public void writeString(byte[] utf8, int offset, int length) {
        byte[] text = XmlText.valid(utf8, offset, length);
        if (beginValue(text)) {
            out.write("<string>");
            XmlText.write(text, 0, text.length, out);
            out.write("</string>");
            endValue();
        }
    }

    @Override
    public void writeBytes(byte[] data, int offset, int length) {
        byte[] text = Base64.getEncoder().encode(Arrays.copyOfRange(data, offset, offset + length));
        writeLeaf("base64", new String(text, StandardCharsets.US_ASCII));
    }

    @Override
    public void writeDate(long epochMs) {
        writeLeaf("dateTime.iso8601", DateText.format(epochMs));
    }

    @Override
    public void beginObject(String type) {
        begin(XmlRpcFrame.Kind.STRUCT, 0);
        out.write("<struct");
        if (!type.isEmpty()) {
            byte[] utf8 = type.getBytes(StandardCharsets.UTF_8);
            out.write(" type=\"");
            XmlText.write(utf8, 0, utf8.length, out);
            out.write('"');
        }
        out.write('>');
    }

    @Override
    public void beginArray(int size, boolean keyed) {
        if (keyed && size == 0) {
            beginObject("");
            return;
        }
        begin(keyed ? XmlRpcFrame.Kind.KEYED_PART : XmlRpcFrame.Kind.ARRAY, size);
        out.write("<array size=\"" + (keyed ? size + 1 : size) + "\"><data>");
        if (keyed) {
            out.write("<value><struct>");
        }
    }

    @Override
    public void beginDictionary(int size, boolean weakKeys) {
        begin(XmlRpcFrame.Kind.DICTIONARY, size);
        out.write("<struct>");
    }

    @Override
    public void writeKey(byte[] utf8, int offset, int length) {
        byte[] name = XmlText.valid(utf8, offset, length);
        out.write("<member><name>");
        XmlText.write(name, 0, name.length, out);
        out.write("</name>");
        top().named = true;
    }

    @Override
    public void end() {
        XmlRpcFrame frame = top();
        closeKeyedPart(frame);
        switch (frame.kind) {
            case DICTIONARY -> {
                writeKey("__size");
                writeNumber(frame.size);
                out.write("</struct>");
            }
            case ARRAY -> out.write("</data></array>");
            default -> out.write("</struct>");
        }
        frames.pop();
        frame.place.end = out.size();
        endValue();
    }

    @Override
    public void writeReference(int number) {
        XmlRpcFrame.Place place = places.get(number);
        if (!beginValue(null)) {
            return;
        }
        if (place.end < 0) {
            LOG.error("XML-RPC has no references: a value inside itself is written as null");
        } else {
            repeated += place.end - place.start;
            if (repeated > MAX_REPEATED_BYTES) {
                throw new DataFormatException("XML-RPC repeated values: " + repeated + " bytes (expected: at most "
                        + MAX_REPEATED_BYTES + ")");
            }
            out.repeat(place.start, place.end);
        }
        endValue();
    }

    private void writeScalar(String type, String text, boolean mayBeKey) {
        if (beginValue(mayBeKey ? text.getBytes(StandardCharsets.US_ASCII) : null)) {
            writeElement(type, text);
            endValue();
        }
    }

    private void writeLeaf(String type, String text) {
        beginValue(null);
        XmlRpcFrame.Place place = addPlace();
        writeElement(type, text);
        place.end = out.size();
        endValue();
    }

    private void writeElement(String type, String text) {
        out.write('<');
        out.write(type);
        out.write('>');
        out.write(text);
        out.write("</");
        out.write(type);
        out.write('>');
    }

    private void begin(XmlRpcFrame.Kind kind, int size) {
        beginValue(null);
        frames.push(new XmlRpcFrame(kind, size, addPlace()));
    }

    /** Writes what comes before a value; false if it was a dictionary's key, and is written as that. */
    private boolean beginValue(byte @Nullable [] asKey) {
        XmlRpcFrame frame = top();
        if (frame.kind == XmlRpcFrame.Kind.DICTIONARY && !frame.named) {
            if (asKey != null && frame.leftOut < 0) {
                writeKey(asKey, 0, asKey.length);
                return false;
            }
            // No name for a member: key and value are written, and taken back after the value.
            frame.isKey = frame.leftOut < 0;
            frame.leftOut = frame.isKey ? out.size() : frame.leftOut;
        }
        if (!frame.named) {
            closeKeyedPart(frame);
        }
        out.write(frame.kind == XmlRpcFrame.Kind.PARAMETERS ? "<param><value>" : "<value>");
        return true;
    }

    private void endValue() {
        XmlRpcFrame frame = top();
        out.write(frame.kind == XmlRpcFrame.Kind.PARAMETERS ? "</value></param>" : "</value>");
        if (frame.named) {
            out.write("</member>");
            frame.named = false;
        } else if (frame.leftOut >= 0 && !frame.isKey) {
            takeBack(frame.leftOut);
            frame.leftOut = -1;
        }
        frame.isKey = false;
    }

    private void takeBack(int size) {
        out.truncate(size);
        for (int i = places.size() - 1; i >= 0 && places.get(i).start >= size; i--) {
            places.get(i).end = -1;
        }
    }

    private void closeKeyedPart(XmlRpcFrame frame) {
        if (frame.kind == XmlRpcFrame.Kind.KEYED_PART) {
            out.write("</struct></value>");
            frame.kind = XmlRpcFrame.Kind.ARRAY;
        }
    }

    private XmlRpcFrame.Place addPlace() {
        XmlRpcFrame.Place place = new XmlRpcFrame.Place(out.size());
        places.add(place);
        return place;
    }

    private XmlRpcFrame top() {
        return frames.getFirst();
    }
}
