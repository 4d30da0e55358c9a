package io.monaserver.script.api;

import io.monaserver.codec.ExternalOutput;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What {@code __writeExternal} writes an object to: the functions of ActionScript's IDataOutput. */
public final class ByteWriterObject extends LuaObject {

    private static final int MOST_SHORT = 0xFFFF;

    private final ExternalOutput out;
    private final Consumer<LuaValue> values;
    private ByteOrder order = ByteOrder.BIG_ENDIAN;
    private boolean closed;

    /** The body of one object: bytes, and values of AMF. */
    public ByteWriterObject(ExternalOutput out, Consumer<LuaValue> values) {
        this.out = out;
        this.values = values;
    }

    /** The object has written itself. */
    public void close() {
        closed = true;
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

    /** A byte: one or zero. */
    @LuaMethod
    public void writeBoolean(boolean value) {
        number(1, bytes -> bytes.put((byte) (value ? 1 : 0)));
    }

    /** The lowest byte of a number. */
    @LuaMethod
    public void writeByte(long value) {
        number(1, bytes -> bytes.put((byte) value));
    }

    /** The lowest two bytes of a number. */
    @LuaMethod
    public void writeShort(long value) {
        number(2, bytes -> bytes.putShort((short) value));
    }

    /** Four bytes. */
    @LuaMethod
    public void writeInt(long value) {
        number(4, bytes -> bytes.putInt((int) value));
    }

    /** Four bytes of a number without sign. */
    @LuaMethod
    public void writeUnsignedInt(long value) {
        number(4, bytes -> bytes.putInt((int) value));
    }

    /** A number of four bytes. */
    @LuaMethod
    public void writeFloat(double value) {
        number(4, bytes -> bytes.putFloat((float) value));
    }

    /** A number of eight bytes. */
    @LuaMethod
    public void writeDouble(double value) {
        number(8, bytes -> bytes.putDouble(value));
    }

    /** Text behind its length of two bytes. */
    @LuaMethod
    public void writeUTF(LuaString text) {
        if (text.m_length > MOST_SHORT) {
            throw new LuaError(
                    "ByteWriter:writeUTF: " + text.m_length + " bytes (expected: at most " + MOST_SHORT + ")");
        }
        writeShort(text.m_length);
        writeUTFBytes(text);
    }

    /** Text without its length. */
    @LuaMethod
    public void writeUTFBytes(LuaString text) {
        write(text.m_bytes, text.m_offset, text.m_length);
    }

    /** Bytes, or a part of them: from this offset, so many. */
    @LuaMethod
    public void writeBytes(LuaString bytes, @Nullable Double offset, @Nullable Double length) {
        int from = offset == null ? 0 : Math.max(0, Math.min(bytes.m_length, offset.intValue()));
        int left = bytes.m_length - from;
        int wanted = length == null || length.intValue() == 0 ? left : Math.max(0, Math.min(left, length.intValue()));
        write(bytes.m_bytes, bytes.m_offset + from, wanted);
    }

    /** Text in an encoding. */
    @LuaMethod
    public void writeMultiByte(String text, String encoding) {
        byte[] bytes = text.getBytes(ByteReaderObject.charset(encoding));
        write(bytes, 0, bytes.length);
    }

    /** Values as AMF. */
    @LuaMethod
    public void writeAMF(Varargs arguments) {
        check();
        for (int i = 1; i <= arguments.narg(); i++) {
            values.accept(arguments.arg(i));
        }
    }

    private void number(int size, Consumer<ByteBuffer> value) {
        byte[] bytes = new byte[size];
        value.accept(ByteBuffer.wrap(bytes).order(order));
        write(bytes, 0, size);
    }

    private void write(byte[] data, int offset, int length) {
        check();
        out.write(data, offset, length);
    }

    private void check() {
        if (closed) {
            throw new LuaError("ByteWriter: the object is written already");
        }
    }
}
