package io.monaserver.codec.amf;

import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.DataReader;
import io.monaserver.codec.DataWriter;
import io.monaserver.codec.Discard;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads AMF0 values, and AMF3 ones where marker 0x11 announces them (AMF 0 §3.1): that covers both versions of every
 * Flash message. A bare § means the AMF 0 specification.
 *
 * <p>ECMA arrays are read up to their end marker, because encoders disagree on what their count says; all their keys
 * are text. XML is read as text. Markers that the specification reserves, and recordsets, are malformed.
 *
 * <table>
 * <caption>Limits; beyond them reading ends with a {@link DataFormatException}</caption>
 * <tr><td>nested values</td><td>{@value ReadState#MAX_DEPTH}</td></tr>
 * <tr><td>text repeated by references</td><td>{@value ReadState#MAX_REPEATED_BYTES} bytes</td></tr>
 * <tr><td>any count</td><td>what the remaining bytes can hold</td></tr>
 * </table>
 */
public final class AmfReader implements DataReader {

    private final AmfInput in;
    private final ReadState state = new ReadState();
    private final Amf3Reader amf3;
    private final IntList references = new IntList();

    /** Reads the values in a range of bytes. */
    public AmfReader(byte[] data, int offset, int length) {
        this.in = new AmfInput(data, offset, length);
        this.amf3 = new Amf3Reader(in, state);
    }

    @Override
    public boolean read(DataWriter writer) {
        state.target(writer);
        while (in.remaining() > 0) {
            int marker = in.readByte();
            // §2.15 gives no value for it: between values it stands for nothing, inside one it keeps its place as null.
            if (marker != Amf0.UNSUPPORTED) {
                readValue(marker);
                return true;
            }
        }
        return false;
    }

    /** Steps over the next value; false if there is none. */
    public boolean skip() {
        return read(Discard.INSTANCE);
    }

    /** Where the next value begins in the bytes given. */
    public int position() {
        return in.position();
    }

    /** Bytes not read yet. */
    public int remaining() {
        return in.remaining();
    }

    /** The next value if it is a text, which is then read; null, and nothing is read, if it is not. */
    public @Nullable String nextText() {
        if (isAmf3Text()) {
            in.skip(2);
            return amf3.readName();
        }
        if (in.remaining() == 0 || in.peek() != Amf0.STRING) {
            return null;
        }
        in.readByte();
        int length = in.readUnsignedShort();
        return new String(in.data(), in.skip(length), length, StandardCharsets.UTF_8);
    }

    /** librtmfp gives names in AMF3 within AMF0. */
    private boolean isAmf3Text() {
        return in.remaining() >= 2 && in.peek() == Amf0.AMF3 && in.data()[in.position() + 1] == Amf3.STRING;
    }

    /** The next value if it is a number, which is then read; otherwise this one, and nothing is read. */
    public double nextNumber(double otherwise) {
        if (in.remaining() == 0 || in.peek() != Amf0.NUMBER) {
            return otherwise;
        }
        in.readByte();
        return in.readDouble();
    }

    /** The next value if it is a boolean, which is then read; otherwise this one, and nothing is read. */
    public boolean nextBoolean(boolean otherwise) {
        if (in.remaining() == 0 || in.peek() != Amf0.BOOLEAN) {
            return otherwise;
        }
        in.readByte();
        return in.readByte() != 0;
    }

    private void readValue(int marker) {
        DataWriter out = state.writer();
        switch (marker) {
            case Amf0.NUMBER -> out.writeNumber(in.readDouble());
            case Amf0.BOOLEAN -> out.writeBoolean(in.readByte() != 0);
            case Amf0.STRING -> readText(in.readUnsignedShort());
            case Amf0.LONG_STRING, Amf0.XML -> readText(in.readLength());
            case Amf0.NULL, Amf0.UNDEFINED, Amf0.UNSUPPORTED -> out.writeNull();
            case Amf0.DATE -> readDate();
            case Amf0.REFERENCE -> readReference();
            case Amf0.OBJECT -> readObject("");
            case Amf0.TYPED_OBJECT -> readTypedObject();
            case Amf0.ECMA_ARRAY -> readEcmaArray();
            case Amf0.STRICT_ARRAY -> readStrictArray();
            case Amf0.AMF3 -> amf3.read();
            default -> throw new DataFormatException("AMF0 marker: " + marker + " (expected: a type of AMF0)");
        }
    }

    private void readText(int length) {
        state.writer().writeString(in.data(), in.skip(length), length);
    }

    private void readDate() {
        double epochMs = in.readDouble();
        // §2.13: the time zone is reserved.
        in.readUnsignedShort();
        state.number();
        state.writer().writeDate((long) epochMs);
    }

    private void readReference() {
        int index = in.readUnsignedShort();
        if (index >= references.size()) {
            throw new DataFormatException("AMF0 reference: " + index + " (expected: under " + references.size() + ")");
        }
        state.repeat(references.get(index));
    }

    private void readTypedObject() {
        int length = in.readUnsignedShort();
        readObject(new String(in.data(), in.skip(length), length, StandardCharsets.UTF_8));
    }

    private void readObject(String type) {
        references.add(state.number());
        state.writer().beginObject(type);
        readMembers();
    }

    private void readEcmaArray() {
        in.readInt();
        references.add(state.number());
        boolean empty = in.remaining() >= 3 && isEndAt(in.position());
        state.writer().beginArray(0, !empty);
        readMembers();
    }

    private void readMembers() {
        state.enter();
        DataWriter out = state.writer();
        while (true) {
            int length = in.readUnsignedShort();
            if (length == 0 && in.peek() == Amf0.OBJECT_END) {
                in.readByte();
                break;
            }
            out.writeKey(in.data(), in.skip(length), length);
            readValue(in.readByte());
        }
        out.end();
        state.leave();
    }

    private void readStrictArray() {
        int size = in.checkCount(in.readInt() & 0xFFFFFFFFL, 1);
        references.add(state.number());
        state.enter();
        state.writer().beginArray(size, false);
        for (int i = 0; i < size; i++) {
            readValue(in.readByte());
        }
        state.writer().end();
        state.leave();
    }

    private boolean isEndAt(int position) {
        byte[] data = in.data();
        return data[position] == 0 && data[position + 1] == 0 && data[position + 2] == Amf0.OBJECT_END;
    }
}
