package io.monaserver.codec.amf;

/** Writes the bodies of AMF3 values. A bare § means the AMF 3 specification. */
final class Amf3Writer {

    private final AmfOutput out;
    private final TextTable texts;

    Amf3Writer(AmfOutput out) {
        this.out = out;
        this.texts = new TextTable(out);
    }

    /** A text, by number if it was written before (§1.3.2). */
    void writeText(byte[] utf8, int offset, int length) {
        if (length == 0) {
            out.writeByte(Amf3.EMPTY_TEXT);
            return;
        }
        int known = texts.find(utf8, offset, length);
        if (known >= 0) {
            out.writeU29(known << 1);
            return;
        }
        out.writeU29(length << 1 | 1);
        int start = out.size();
        out.writeBytes(utf8, offset, length);
        texts.add(start, length);
    }

    void writeBytes(byte[] data, int offset, int length) {
        out.writeByte(Amf3.BYTE_ARRAY);
        out.writeU29(length << 1 | 1);
        out.writeBytes(data, offset, length);
    }

    void writeDate(long epochMs) {
        out.writeByte(Amf3.DATE);
        out.writeByte(1);
        out.writeDouble((double) epochMs);
    }

    /** A date whose eight bytes stand at this place of the output already. */
    void repeatDate(int place) {
        out.writeByte(Amf3.DATE);
        out.writeByte(1);
        out.writeBytes(out.data(), place, Double.BYTES);
    }

    void beginObject(byte[] type) {
        out.writeByte(Amf3.OBJECT);
        out.writeU29(Amf3.DYNAMIC_OBJECT);
        writeText(type, 0, type.length);
    }

    void beginExternal(byte[] type) {
        out.writeByte(Amf3.OBJECT);
        out.writeU29(Amf3.EXTERNAL_OBJECT);
        writeText(type, 0, type.length);
    }

    void beginArray(int size) {
        out.writeByte(Amf3.ARRAY);
        out.writeU29(size << 1 | 1);
    }

    void beginDictionary(int size, boolean weakKeys) {
        out.writeByte(Amf3.DICTIONARY);
        out.writeU29(size << 1 | 1);
        out.writeByte(weakKeys ? 1 : 0);
    }
}
