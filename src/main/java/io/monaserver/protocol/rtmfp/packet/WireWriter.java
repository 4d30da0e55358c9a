package io.monaserver.protocol.rtmfp.packet;

import java.util.Arrays;

/**
 * Writes elementary types (§2.1) and chunk frames (§2.3) into a range of a reused array. Whoever writes has made sure
 * that there is room: see {@link #remaining()}.
 */
public final class WireWriter {

    private final byte[] array;
    private final int end;
    private int position;

    /** Writes into this range. */
    public WireWriter(byte[] array, int offset, int length) {
        this.array = array;
        this.position = offset;
        this.end = offset + length;
    }

    /** Writes into an array of its own, of this size. */
    public WireWriter(int size) {
        this(new byte[size], 0, size);
    }

    /** The bytes needed to write this number as a variable length integer. */
    public static int vluLength(long value) {
        return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
    }

    /** The number of bytes that still fit. */
    public int remaining() {
        return end - position;
    }

    /** Where the next byte goes. */
    public int position() {
        return position;
    }

    /** Takes back all that was written from there on. */
    public void rewind(int position) {
        this.position = position;
    }

    /** What was written since that place. */
    public Slice since(int start) {
        return Slice.of(array, start, position - start);
    }

    /** A copy of what was written since that place. */
    public byte[] copySince(int start) {
        return Arrays.copyOfRange(array, start, position);
    }

    /** 8 bits. */
    public WireWriter writeByte(int value) {
        array[position++] = (byte) value;
        return this;
    }

    /** 16 bits. */
    public WireWriter writeShort(int value) {
        array[position++] = (byte) (value >> 8);
        array[position++] = (byte) value;
        return this;
    }

    /** 32 bits. */
    public WireWriter writeInt(int value) {
        return writeShort(value >> 16).writeShort(value);
    }

    /** 64 bits. */
    public WireWriter writeLong(long value) {
        return writeInt((int) (value >> 32)).writeInt((int) value);
    }

    /** A variable length unsigned integer (§2.1.2), in as few bytes as it needs. */
    public WireWriter writeVlu(long value) {
        for (int shift = 7 * (vluLength(value) - 1); shift > 0; shift -= 7) {
            array[position++] = (byte) (0x80 | (value >>> shift));
        }
        array[position++] = (byte) (value & 0x7F);
        return this;
    }

    /** These bytes. */
    public WireWriter write(Slice bytes) {
        return write(bytes.array(), bytes.offset(), bytes.length());
    }

    /** These bytes. */
    public WireWriter write(byte[] bytes) {
        return write(bytes, 0, bytes.length);
    }

    /** A range of these bytes. */
    public WireWriter write(byte[] bytes, int offset, int length) {
        System.arraycopy(bytes, offset, array, position, length);
        position += length;
        return this;
    }

    /** These bytes, preceded by their number. */
    public WireWriter writeSized(Slice bytes) {
        return writeVlu(bytes.length()).write(bytes);
    }

    /** An option (§2.1.3) of this type. */
    public WireWriter writeOption(int type, byte[] value) {
        return writeVlu(vluLength(type) + value.length).writeVlu(type).write(value);
    }

    /** The end of an option list (§2.1.4). */
    public WireWriter writeMarker() {
        return writeByte(0);
    }

    /** Opens a chunk (§2.3) whose length is not known yet; returns what {@link #endChunk} needs. */
    public int beginChunk(int type) {
        writeByte(type).writeShort(0);
        return position;
    }

    /** Closes a chunk: writes its length into its header. */
    public void endChunk(int payloadStart) {
        int length = position - payloadStart;
        array[payloadStart - 2] = (byte) (length >> 8);
        array[payloadStart - 1] = (byte) length;
    }
}
