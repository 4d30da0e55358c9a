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
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes trees as {@link XmlFormat} reads them. Keyed entries that are no attributes, because they are neither text nor
 * numbers or have a name that XML does not allow, are left out. An element that is there twice is written twice; one
 * that contains itself is left out there. What repetition may add is bounded: {@value #MAX_REPEATED_BYTES} bytes.
 */
final class XmlEncoder implements DataEncoder {

    /** Bytes that references may add. */
    static final int MAX_REPEATED_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(XmlEncoder.class);
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}_:\\x{80}-\\x{10FFFF}][\\p{L}\\d_:.\\x{80}-\\x{10FFFF}-]*");

    private enum Kind {
        DOCUMENT,
        INSTRUCTION,
        ELEMENT,
        LEFT_OUT
    }

    /** An open value, and where it stands in the text; its end is negative while it is open. */
    private static final class Frame {

        final Kind kind;
        final int start;
        int end = -1;
        String name = "";
        boolean opened;

        /** What stands behind the name in an element's tag; in a document, its instructions. */
        final TextOutput head = new TextOutput();

        Frame(Kind kind, int start) {
            this.kind = kind;
            this.start = start;
        }
    }

    private final TextOutput out = new TextOutput();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<Frame> places = new ArrayList<>();
    private String key = "";
    private boolean keyed;
    private int repeated;

    @Override
    public byte[] toBytes() {
        return out.toBytes();
    }

    @Override
    public void writeNull() {
        keyed = false;
    }

    @Override
    public void writeBoolean(boolean value) {
        if (keyed) {
            keyed = false;
        } else {
            writeText(String.valueOf(value));
        }
    }

    @Override
    public void writeNumber(double value) {
        writeText(NumberText.format(value));
    }

    @Override
    public void writeString(byte[] utf8, int offset, int length) {
        byte[] text = XmlText.valid(utf8, offset, length);
        Frame frame = parent();
        if (keyed) {
            keyed = false;
            writePair(frame, text);
        } else if (frame.kind == Kind.ELEMENT) {
            open(frame);
            XmlText.write(text, 0, text.length, out);
        } else if (frame.kind == Kind.DOCUMENT) {
            throw new DataFormatException("No XML inner value possible without a XML parent element");
        }
    }

    @Override
    public void writeBytes(byte[] data, int offset, int length) {
        byte[] text = Base64.getEncoder().encode(Arrays.copyOfRange(data, offset, offset + length));
        places.add(new Frame(Kind.LEFT_OUT, out.size()));
        writeString(text, 0, text.length);
    }

    @Override
    public void writeDate(long epochMs) {
        places.add(new Frame(Kind.LEFT_OUT, out.size()));
        writeText(DateText.format(epochMs));
    }

    @Override
    public void beginObject(String type) {
        begin(false);
    }

    @Override
    public void beginArray(int size, boolean keyedPart) {
        begin(false);
    }

    @Override
    public void beginDictionary(int size, boolean weakKeys) {
        begin(true);
    }

    @Override
    public void writeKey(byte[] utf8, int offset, int length) {
        key = new String(utf8, offset, length, StandardCharsets.UTF_8);
        keyed = true;
    }

    @Override
    public void end() {
        Frame frame = frames.pop();
        switch (frame.kind) {
            case DOCUMENT -> open(frame);
            case INSTRUCTION -> endInstruction(frame, parent());
            case ELEMENT -> endElement(frame);
            default -> {
                // Nothing was written.
            }
        }
        frame.end = out.size();
    }

    @Override
    public void writeReference(int number) {
        Frame known = places.get(number);
        boolean asChild = !keyed;
        keyed = false;
        if (known.end < 0) {
            LOG.error("XML has no references: a value inside itself is left out");
        } else if (asChild && known.kind == Kind.ELEMENT && parent().kind != Kind.LEFT_OUT) {
            repeated += known.end - known.start;
            if (repeated > MAX_REPEATED_BYTES) {
                throw new DataFormatException(
                        "XML repeated values: " + repeated + " bytes (expected: at most " + MAX_REPEATED_BYTES + ")");
            }
            open(parent());
            out.repeat(known.start, known.end);
        }
    }

    private Frame parent() {
        Frame frame = frames.peek();
        if (frame == null) {
            throw new DataFormatException("Just LUA table can be convert to XML");
        }
        return frame;
    }

    private void writeText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeString(utf8, 0, utf8.length);
    }

    private void begin(boolean unknown) {
        Frame parent = frames.peek();
        Kind kind;
        if (parent == null) {
            kind = Kind.DOCUMENT;
        } else if (unknown || parent.kind == Kind.LEFT_OUT || parent.kind == Kind.INSTRUCTION) {
            kind = Kind.LEFT_OUT;
        } else if (!keyed) {
            kind = Kind.ELEMENT;
            open(parent);
        } else {
            boolean named = parent.kind == Kind.DOCUMENT && NAME.matcher(key).matches();
            kind = named ? Kind.INSTRUCTION : Kind.LEFT_OUT;
        }
        Frame frame = new Frame(kind, out.size());
        frame.name = kind == Kind.INSTRUCTION ? key : "";
        keyed = false;
        places.add(frame);
        frames.push(frame);
    }

    /** A keyed text: an element's name or attribute, or an instruction's pair. */
    private void writePair(Frame frame, byte[] text) {
        if (key.equals(XmlFormat.NAME)) {
            frame.name = new String(text, StandardCharsets.UTF_8);
        } else if (!key.startsWith("__") && NAME.matcher(key).matches()) {
            frame.head.write(key);
            frame.head.write("=\"");
            XmlText.write(text, 0, text.length, frame.head);
            frame.head.write("\" ");
        }
    }

    /** Content follows: writes what comes before it, once. */
    private void open(Frame frame) {
        if (!frame.opened) {
            frame.opened = true;
            if (frame.kind == Kind.ELEMENT) {
                writeTag(frame);
                out.write('>');
            } else {
                copy(frame.head);
            }
        }
    }

    private void writeTag(Frame frame) {
        if (!NAME.matcher(frame.name).matches()) {
            throw new DataFormatException("XML " + XmlFormat.NAME + ": '" + frame.name + "' (expected: a name)");
        }
        out.write('<');
        out.write(frame.name);
        out.write(' ');
        copy(frame.head);
    }

    private void endElement(Frame frame) {
        if (frame.opened) {
            out.write("</");
            out.write(frame.name);
            out.write('>');
        } else {
            writeTag(frame);
            out.write("/>");
        }
    }

    /** The declaration {@code xml} comes before all others. */
    private static void endInstruction(Frame frame, Frame document) {
        byte[] before = document.head.toBytes();
        boolean first = frame.name.equals("xml");
        if (first) {
            document.head.truncate(0);
        }
        document.head.write("<?");
        document.head.write(frame.name);
        document.head.write(' ');
        byte[] pairs = frame.head.toBytes();
        document.head.write(pairs, 0, pairs.length);
        document.head.write("?>");
        if (first) {
            document.head.write(before, 0, before.length);
        }
    }

    private void copy(TextOutput head) {
        byte[] text = head.toBytes();
        out.write(text, 0, text.length);
    }
}
