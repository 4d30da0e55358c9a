package io.monaserver.script.api;

import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.ExternalInput;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import io.monaserver.script.binding.LuaWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What {@code __readExternal} reads an object from: the functions of ActionScript's IDataInput. */
public final class ByteReaderObject extends LuaObject {

    private static final int MOST_VALUES = 1 << 16;

    private final ExternalInput in;
    private final LuaWriter values;
    private ByteOrder order = ByteOrder.BIG_ENDIAN;
    private boolean closed;

    /** The body of one object. */
    public ByteReaderObject(ExternalInput in, LuaWriter values) {
        this.in = in;
        this.values = values;
    }

    /** The object has read itself: what follows is not its own. */
    public void close() {
        closed = true;
    }

    /** Bytes not read yet, of this object and what follows it. */
    @LuaProperty
    public int bytesAvailable() {
        return closed ? 0 : in.remaining();
    }

    /** {@code bigEndian} or {@code littleEndian}. */
    @LuaProperty
    public String endian() {
        return order.equals(ByteOrder.BIG_ENDIAN) ? "bigEndian" : "littleEndian";
    }

    /** {@code bigEndian} or {@code littleEndian}. */
    @LuaProperty("endian")
    public void setEndian(String name) {
        order = name.equals("littleEndian") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    /** The version of AMF: always 3. */
    @LuaProperty
    public int objectEncoding() {
        return 3;
    }

    /** A byte: whether it is not zero. */
    @LuaMethod
    public boolean readBoolean() {
        return take(1).get() != 0;
    }

    /** A byte with its sign. */
    @LuaMethod
    public int readByte() {
        return take(1).get();
    }

    /** A byte without sign. */
    @LuaMethod
    public int readUnsignedByte() {
        return take(1).get() & 0xFF;
    }

    /** Two bytes with their sign. */
    @LuaMethod
    public int readShort() {
        return take(2).getShort();
    }

    /** Two bytes without sign. */
    @LuaMethod
    public int readUnsignedShort() {
        return take(2).getShort() & 0xFFFF;
    }

    /** Four bytes with their sign. */
    @LuaMethod
    public int readInt() {
        return take(4).getInt();
    }

    /** Four bytes without sign. */
    @LuaMethod
    public long readUnsignedInt() {
        return take(4).getInt() & 0xFFFFFFFFL;
    }

    /** A number of four bytes. */
    @LuaMethod
    public double readFloat() {
        return take(4).getFloat();
    }

    /** A number of eight bytes. */
    @LuaMethod
    public double readDouble() {
        return take(8).getDouble();
    }

    /** Text behind its length of two bytes. */
    @LuaMethod
    public LuaValue readUTF() {
        return text(readUnsignedShort());
    }

    /** Text of so many bytes. */
    @LuaMethod
    public LuaValue readUTFBytes(int length) {
        return text(length);
    }

    /** So many bytes; all that are left if there is no number. */
    @LuaMethod
    public LuaValue readBytes(@Nullable Double length) {
        return text(length == null ? bytesAvailable() : length.intValue());
    }

    /** Text of so many bytes in an encoding, as UTF-8. */
    @LuaMethod
    public LuaValue readMultiByte(int length, String encoding) {
        ByteBuffer bytes = take(length);
        return text(charset(encoding).decode(bytes).toString());
    }

    /** The next values of AMF, one if there is no number. */
    @LuaMethod
    public Varargs readAMF(@Nullable Double count) {
        int wanted = count == null ? 1 : count.intValue();
        if (closed || wanted < 0 || wanted > MOST_VALUES) {
            throw new LuaError("ByteReader:readAMF: " + wanted + " values (expected: what the object has)");
        }
        try {
            return values.readValues(in, wanted);
        } catch (DataFormatException malformed) {
            throw new LuaError("ByteReader:readAMF: " + malformed.getMessage());
        }
    }

    static Charset charset(String encoding) {
        try {
            return Charset.forName(encoding);
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private LuaValue text(int length) {
        return LuaString.valueOf(in.data(), skip(length), length);
    }

    private ByteBuffer take(int length) {
        return ByteBuffer.wrap(in.data(), skip(length), length).order(order);
    }

    private int skip(int length) {
        try {
            if (!closed && length >= 0) {
                return in.skip(length);
            }
        } catch (DataFormatException missing) {
            throw new LuaError("ByteReader: " + missing.getMessage());
        }
        throw new LuaError("ByteReader: " + length + " bytes (expected: what the object has)");
    }
}
