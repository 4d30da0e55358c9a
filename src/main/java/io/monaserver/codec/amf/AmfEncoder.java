package io.monaserver.codec.amf;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.DataReader;
import io.monaserver.codec.ExternalOutput;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes AMF0 values, and AMF3 ones behind marker 0x11 (AMF 0 §3.1). In version AMF0 only what AMF0 cannot say is
 * switched, with one warning: byte strings, dictionaries and arrays that are both keyed and dense; keyed arrays without
 * dense entries are ECMA arrays. Below a switched value everything is AMF3.
 *
 * <p>The version may change between values, so that an answer in AMF3 can have its envelope in AMF0.
 *
 * <p>Repeated values become references. Where AMF has none, from AMF3 to a value that was written in AMF0 or beyond
 * the 65,536 values that AMF0 can number, null stands for the value and a line is logged. AMF3 has no members with an
 * empty name, and AMF0 none with a name over 65,535 bytes: both are refused.
 */
public final class AmfEncoder implements DataEncoder {

    private static final Logger LOG = LoggerFactory.getLogger(AmfEncoder.class);

    private static final int MAX_SHORT = 0xFFFF;

    private final AmfOutput out = new AmfOutput();
    private final Amf3Writer amf3;
    private final AmfFrames frames = new AmfFrames(out);
    private final AmfNumbers numbers = new AmfNumbers();
    private AmfVersion version;
    private boolean warned;

    /** What numbers of references count from: the values written before a {@link #copy}. */
    private int firstNumber;

    /** An empty encoder. */
    public AmfEncoder(AmfVersion version) {
        this.version = version;
        this.amf3 = new Amf3Writer(out);
    }

    /** Decides how the next values are written, but for those below a value that is AMF3 already. */
    public AmfEncoder use(AmfVersion next) {
        version = next;
        return this;
    }

    @Override
    public byte[] toBytes() {
        return out.toBytes();
    }

    /** Number of bytes written so far. */
    public int size() {
        return out.size();
    }

    /** Appends values that were encoded by another encoder. */
    public AmfEncoder writeEncoded(byte[] values) {
        frames.beforeValue();
        out.writeBytes(values, 0, values.length);
        return this;
    }

    /** Writes the reader's next value, with references counted from there; false if there is none. */
    public boolean copy(DataReader reader) {
        int before = firstNumber;
        firstNumber = numbers.count();
        try {
            return reader.read(this);
        } finally {
            firstNumber = before;
        }
    }

    @Override
    public void writeNull() {
        out.writeByte(frames.beforeValue() ? Amf3.NULL : Amf0.NULL);
    }

    @Override
    public void writeBoolean(boolean value) {
        if (frames.beforeValue()) {
            out.writeByte(value ? Amf3.TRUE : Amf3.FALSE);
        } else {
            out.writeByte(Amf0.BOOLEAN);
            out.writeByte(value ? 1 : 0);
        }
    }

    @Override
    public void writeNumber(double value) {
        boolean inAmf3 = frames.beforeValue();
        int integer = (int) value;
        // MonaServer: in version AMF0 a switched value keeps its numbers as doubles.
        boolean compact = version == AmfVersion.AMF3
                && integer >= Amf3.MIN_INTEGER
                && integer <= Amf3.MAX_INTEGER
                && Double.doubleToRawLongBits(integer) == Double.doubleToRawLongBits(value);
        if (compact) {
            if (!inAmf3) {
                out.writeByte(Amf0.AMF3);
            }
            out.writeByte(Amf3.INTEGER);
            out.writeU29(integer);
        } else {
            out.writeByte(inAmf3 ? Amf3.DOUBLE : Amf0.NUMBER);
            out.writeDouble(value);
        }
    }

    @Override
    public void writeString(byte[] utf8, int offset, int length) {
        if (isAmf3Next(false)) {
            out.writeByte(Amf3.STRING);
            amf3.writeText(utf8, offset, length);
        } else if (length <= MAX_SHORT) {
            out.writeByte(Amf0.STRING);
            out.writeShort(length);
            out.writeBytes(utf8, offset, length);
        } else {
            out.writeByte(Amf0.LONG_STRING);
            out.writeInt(length);
            out.writeBytes(utf8, offset, length);
        }
    }

    @Override
    public void writeBytes(byte[] data, int offset, int length) {
        switchFor(version == AmfVersion.AMF0, "byte string");
        numbers.addAmf3(Amf3.BYTE_ARRAY);
        amf3.writeBytes(data, offset, length);
    }

    @Override
    public void writeDate(long epochMs) {
        if (isAmf3Next(false)) {
            numbers.addAmf3(Amf3.DATE);
            amf3.writeDate(epochMs);
        } else {
            numbers.addPlace(out.size());
            out.writeByte(Amf0.DATE);
            out.writeDouble((double) epochMs);
            out.writeShort(0);
        }
    }

    @Override
    public void beginObject(String type) {
        byte[] name = type.getBytes(StandardCharsets.UTF_8);
        if (isAmf3Next(false)) {
            numbers.addAmf3(Amf3.OBJECT);
            amf3.beginObject(name);
            frames.push(AmfFrames.AMF3_OBJECT);
            return;
        }
        numbers.addAmf0();
        if (name.length == 0) {
            out.writeByte(Amf0.OBJECT);
        } else {
            out.writeByte(Amf0.TYPED_OBJECT);
            writeShortText(name, 0, name.length);
        }
        frames.push(AmfFrames.AMF0_OBJECT);
    }

    @Override
    public ExternalOutput beginExternal(String type) {
        switchFor(version == AmfVersion.AMF0, "externalizable object");
        numbers.addAmf3(Amf3.OBJECT);
        amf3.beginExternal(type.getBytes(StandardCharsets.UTF_8));
        frames.push(AmfFrames.EXTERNAL);
        return out::writeBytes;
    }

    @Override
    public void beginArray(int size, boolean keyed) {
        boolean mixed = keyed && size > 0;
        if (isAmf3Next(mixed)) {
            if (mixed) {
                warnOfSwitch("array both keyed and dense");
            }
            numbers.addAmf3(Amf3.ARRAY);
            amf3.beginArray(size);
            frames.push(AmfFrames.AMF3_KEYED_ARRAY);
            if (!keyed) {
                frames.endKeys();
            }
            return;
        }
        numbers.addAmf0();
        out.writeByte(keyed ? Amf0.ECMA_ARRAY : Amf0.STRICT_ARRAY);
        frames.push(keyed ? AmfFrames.ECMA_ARRAY : AmfFrames.STRICT_ARRAY);
        out.writeInt(size);
    }

    @Override
    public void beginDictionary(int size, boolean weakKeys) {
        switchFor(version == AmfVersion.AMF0, "dictionary");
        numbers.addAmf3(Amf3.DICTIONARY);
        amf3.beginDictionary(size, weakKeys);
        frames.push(AmfFrames.DICTIONARY);
    }

    @Override
    public void writeKey(byte[] utf8, int offset, int length) {
        switch (frames.key()) {
            case AmfFrames.DICTIONARY -> {
                out.writeByte(Amf3.STRING);
                amf3.writeText(utf8, offset, length);
            }
            case AmfFrames.AMF3_OBJECT, AmfFrames.AMF3_KEYED_ARRAY -> {
                if (length == 0) {
                    throw new DataFormatException("AMF3 key: 0 bytes (expected: at least 1)");
                }
                amf3.writeText(utf8, offset, length);
            }
            default -> writeShortText(utf8, offset, length);
        }
    }

    @Override
    public void end() {
        frames.pop();
    }

    @Override
    public void writeReference(int number) {
        int kind = numbers.kind(firstNumber + number);
        int index = numbers.index(firstNumber + number);
        boolean inAmf3 = frames.beforeValue();
        if (kind == AmfNumbers.AMF0_PLACE) {
            repeatDate(index, inAmf3);
        } else if (kind != AmfNumbers.AMF0_OBJECT) {
            if (!inAmf3) {
                out.writeByte(Amf0.AMF3);
            }
            out.writeByte(kind);
            out.writeU29(index << 1);
        } else if (!inAmf3 && index <= MAX_SHORT) {
            out.writeByte(Amf0.REFERENCE);
            out.writeShort(index);
        } else {
            LOG.warn("AMF reference: to AMF0 value {}, out of reach here, written as null", index);
            out.writeByte(inAmf3 ? Amf3.NULL : Amf0.NULL);
        }
    }

    /** AMF0 does not number dates (AMF 0 §2.13): the date itself is written again. */
    private void repeatDate(int place, boolean inAmf3) {
        if (inAmf3) {
            numbers.skipAmf3();
            amf3.repeatDate(place + 1);
        } else {
            out.writeBytes(out.data(), place, 1 + Double.BYTES + Short.BYTES);
        }
    }

    private void writeShortText(byte[] utf8, int offset, int length) {
        if (length > MAX_SHORT) {
            throw new DataFormatException("AMF0 name: " + length + " bytes (expected: at most " + MAX_SHORT + ")");
        }
        out.writeShort(length);
        out.writeBytes(utf8, offset, length);
    }

    /** Whether the next value is AMF3, which is announced if its surroundings are not. */
    private boolean isAmf3Next(boolean required) {
        if (frames.beforeValue()) {
            return true;
        }
        if (required || version == AmfVersion.AMF3) {
            out.writeByte(Amf0.AMF3);
            return true;
        }
        return false;
    }

    private void switchFor(boolean unusual, String what) {
        if (unusual && !frames.isAmf3()) {
            warnOfSwitch(what);
        }
        isAmf3Next(true);
    }

    private void warnOfSwitch(String what) {
        if (version == AmfVersion.AMF0 && !warned) {
            warned = true;
            LOG.warn("AMF0 has no {}: written as AMF3", what);
        }
    }
}
