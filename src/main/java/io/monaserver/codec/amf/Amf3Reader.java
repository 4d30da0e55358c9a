package io.monaserver.codec.amf;

import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.DataWriter;
import io.monaserver.codec.ExternalInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads AMF3 values, with the tables of texts, objects and traits that last as long as the message. A bare § means the
 * AMF 3 specification. XML is read as text, vectors as arrays, and an externalizable collection of Flex as the value it
 * wraps; other externalizable types have a form that only their class knows, and that a writer may know too.
 */
final class Amf3Reader implements ExternalInput {

    private static final Set<String> WRAPPERS =
            Set.of("flex.messaging.io.ArrayCollection", "flex.messaging.io.ArrayList", "flex.messaging.io.ObjectProxy");

    /** Stands for the number of a value that has none: primitives, and objects that are not known yet. */
    private static final int NONE = -1;

    private final AmfInput in;
    private final ReadState state;
    private final TextRanges texts = new TextRanges();
    private final TextRanges documents = new TextRanges();
    private final List<Traits> traits = new ArrayList<>();

    /** Per object its number, {@link #NONE}, or {@code -2 - i} for the XML document {@code i}. */
    private final IntList objects = new IntList();

    private int textStart;
    private int textLength;

    Amf3Reader(AmfInput in, ReadState state) {
        this.in = in;
        this.state = state;
    }

    /** Reads one value and returns its number, if it has one. */
    int read() {
        int marker = in.readByte();
        DataWriter out = state.writer();
        switch (marker) {
            case Amf3.UNDEFINED, Amf3.NULL -> out.writeNull();
            case Amf3.FALSE -> out.writeBoolean(false);
            case Amf3.TRUE -> out.writeBoolean(true);
            // §3.6: 29 bits with sign.
            case Amf3.INTEGER -> out.writeNumber(in.readU29() << 3 >> 3);
            case Amf3.DOUBLE -> out.writeNumber(in.readDouble());
            case Amf3.STRING -> {
                readText();
                out.writeString(in.data(), textStart, textLength);
            }
            default -> {
                return readComplex(marker);
            }
        }
        return NONE;
    }

    private int readComplex(int marker) {
        if (marker > Amf3.DICTIONARY) {
            throw new DataFormatException("AMF3 marker: " + marker + " (expected: at most " + Amf3.DICTIONARY + ")");
        }
        int header = in.readU29();
        if ((header & 1) == 0) {
            return readReference(header >> 1);
        }
        if (marker == Amf3.XML || marker == Amf3.XML_DOCUMENT) {
            return readXml(header >> 1);
        }
        if (marker == Amf3.OBJECT) {
            return readObject(header);
        }
        int number = state.number();
        objects.add(number);
        switch (marker) {
            case Amf3.DATE -> state.writer().writeDate((long) in.readDouble());
            case Amf3.BYTE_ARRAY -> readBytes(header >> 1);
            case Amf3.ARRAY -> readArray(header >> 1);
            case Amf3.DICTIONARY -> readDictionary(header >> 1);
            default -> readVector(marker, header >> 1);
        }
        return number;
    }

    private int readReference(int index) {
        if (index >= objects.size()) {
            throw new DataFormatException("AMF3 reference: " + index + " (expected: under " + objects.size() + ")");
        }
        int entry = objects.get(index);
        if (entry >= 0) {
            state.repeat(entry);
        } else if (entry == NONE) {
            state.writer().writeNull();
        } else {
            int document = -2 - entry;
            state.addRepeated(documents.length(document));
            state.writer().writeString(in.data(), documents.start(document), documents.length(document));
        }
        return Math.max(entry, NONE);
    }

    /** A text goes into the table unless it is empty (§1.3.2). */
    private void readText() {
        int header = in.readU29();
        if ((header & 1) == 0) {
            int index = header >> 1;
            if (index >= texts.size()) {
                throw new DataFormatException("AMF3 text: " + index + " (expected: under " + texts.size() + ")");
            }
            textStart = texts.start(index);
            textLength = texts.length(index);
            state.addRepeated(textLength);
            return;
        }
        textLength = header >> 1;
        textStart = in.skip(textLength);
        if (textLength > 0) {
            texts.add(textStart, textLength);
        }
    }

    String readName() {
        readText();
        return textLength == 0 ? "" : new String(in.data(), textStart, textLength, StandardCharsets.UTF_8);
    }

    private int readXml(int length) {
        int start = in.skip(length);
        objects.add(-2 - documents.add(start, length));
        state.writer().writeString(in.data(), start, length);
        return NONE;
    }

    private void readBytes(int length) {
        state.writer().writeBytes(in.data(), in.skip(length), length);
    }

    private void readArray(int size) {
        in.checkCount(size, 1);
        state.enter();
        DataWriter out = state.writer();
        readText();
        out.beginArray(size, textLength > 0);
        readMembers();
        for (int i = 0; i < size; i++) {
            read();
        }
        out.end();
        state.leave();
    }

    /** Named values up to an empty name; the first name was read. */
    private void readMembers() {
        while (textLength > 0) {
            state.writer().writeKey(in.data(), textStart, textLength);
            read();
            readText();
        }
    }

    private void readDictionary(int size) {
        in.checkCount(size, 2);
        boolean weakKeys = in.readByte() != 0;
        state.enter();
        DataWriter out = state.writer();
        out.beginDictionary(size, weakKeys);
        for (int i = 0; i < size; i++) {
            read();
            read();
        }
        out.end();
        state.leave();
    }

    private void readVector(int marker, int size) {
        int itemSize = marker == Amf3.VECTOR_OBJECT ? 1 : marker == Amf3.VECTOR_DOUBLE ? 8 : 4;
        in.checkCount(size, itemSize);
        // §3.15: whether its length is fixed, which means nothing outside of Flash.
        in.readByte();
        if (marker == Amf3.VECTOR_OBJECT) {
            readText();
        }
        state.enter();
        DataWriter out = state.writer();
        out.beginArray(size, false);
        for (int i = 0; i < size; i++) {
            switch (marker) {
                case Amf3.VECTOR_INT -> out.writeNumber(in.readInt());
                case Amf3.VECTOR_UINT -> out.writeNumber((double) (in.readInt() & 0xFFFFFFFFL));
                case Amf3.VECTOR_DOUBLE -> out.writeNumber(in.readDouble());
                default -> read();
            }
        }
        out.end();
        state.leave();
    }

    private int readObject(int header) {
        Traits type = (header & 2) == 0 ? knownTraits(header >> 2) : newTraits(header >> 2);
        if (type.externalizable()) {
            return readWrapped(type.name());
        }
        int number = state.number();
        objects.add(number);
        state.enter();
        DataWriter out = state.writer();
        out.beginObject(type.name());
        for (int i = 0; i < type.members().size(); i++) {
            out.writeKey(in.data(), type.members().start(i), type.members().length(i));
            read();
        }
        if (type.dynamic()) {
            readText();
            readMembers();
        }
        out.end();
        state.leave();
        return number;
    }

    /** The wrapper takes a place among the objects, and stands there for what it wraps. */
    private int readWrapped(String type) {
        if (!WRAPPERS.contains(type)) {
            return readExternal(type);
        }
        int place = objects.add(NONE);
        state.enter();
        int number = read();
        state.leave();
        objects.set(place, number);
        return number;
    }

    private int readExternal(String type) {
        int number = state.number();
        objects.add(number);
        state.enter();
        if (!state.writer().readExternal(type, this)) {
            throw new DataFormatException("AMF3 externalizable type: " + type + " (expected: one of " + WRAPPERS + ")");
        }
        state.leave();
        return number;
    }

    @Override
    public byte[] data() {
        return in.data();
    }

    @Override
    public int skip(int length) {
        return in.skip(length);
    }

    @Override
    public int remaining() {
        return in.remaining();
    }

    @Override
    public void readValue() {
        read();
    }

    private Traits knownTraits(int index) {
        if (index >= traits.size()) {
            throw new DataFormatException("AMF3 traits: " + index + " (expected: under " + traits.size() + ")");
        }
        Traits known = traits.get(index);
        // The type's name and its members are given again with every object.
        state.addRepeated(known.weight());
        return known;
    }

    /** §3.12, the header from its third bit on: externalizable, dynamic, number of sealed members. */
    private Traits newTraits(int header) {
        boolean externalizable = (header & 1) != 0;
        boolean dynamic = (header & 2) != 0;
        int count = externalizable ? 0 : in.checkCount(header >> 2, 1);
        String name = readName();
        TextRanges members = new TextRanges();
        int weight = name.length();
        for (int i = 0; i < count; i++) {
            readText();
            members.add(textStart, textLength);
            weight += textLength;
        }
        Traits added = new Traits(name, dynamic, externalizable, members, weight);
        traits.add(added);
        return added;
    }

    private record Traits(String name, boolean dynamic, boolean externalizable, TextRanges members, int weight) {}
}
