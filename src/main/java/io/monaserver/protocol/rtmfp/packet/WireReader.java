package io.monaserver.protocol.rtmfp.packet;

/** Reads elementary types (§2.1) from a range of bytes; reading beyond it is a {@link MalformedPacketException}. */
public final class WireReader {

    private final byte[] array;
    private final int end;
    private int position;

    /** Reads this range. */
    public WireReader(byte[] array, int offset, int length) {
        this.array = array;
        this.position = offset;
        this.end = offset + length;
    }

    /** Reads these bytes. */
    public WireReader(Slice slice) {
        this(slice.array(), slice.offset(), slice.length());
    }

    /** The number of bytes not yet read. */
    public int remaining() {
        return end - position;
    }

    /** Where the next byte is in the array. */
    public int position() {
        return position;
    }

    /** 8 bits. */
    public int readByte() {
        require(1);
        return array[position++] & 0xFF;
    }

    /** 16 bits. */
    public int readShort() {
        require(2);
        int value = (array[position] & 0xFF) << 8 | (array[position + 1] & 0xFF);
        position += 2;
        return value;
    }

    /** 32 bits. */
    public int readInt() {
        return readShort() << 16 | readShort();
    }

    /**
     * A variable length unsigned integer (§2.1.2) of up to 64 bits; the largest come out negative, and zeros may lead.
     */
    public long readVlu() {
        long value = 0;
        int digits;
        do {
            digits = readByte();
            if (value >>> 57 != 0) {
                throw new MalformedPacketException("integer: more than 64 bits (expected: at most 64)");
            }
            value = value << 7 | (digits & 0x7F);
        } while ((digits & 0x80) != 0);
        return value;
    }

    /** This many bytes, not copied. */
    public Slice readSlice(long length) {
        if (length < 0 || length > remaining()) {
            throw new MalformedPacketException(
                    "field length: " + Long.toUnsignedString(length) + " (expected: at most " + remaining() + ")");
        }
        Slice slice = Slice.of(array, position, (int) length);
        position += (int) length;
        return slice;
    }

    /** Bytes preceded by their number as a variable length integer. */
    public Slice readSized() {
        return readSlice(readVlu());
    }

    /** All bytes that are left. */
    public Slice readRest() {
        return readSlice(remaining());
    }

    private void require(int count) {
        if (remaining() < count) {
            throw new MalformedPacketException("bytes left: " + remaining() + " (expected: at least " + count + ")");
        }
    }
}
