package io.monaserver.protocol.rtmfp.packet;

import java.util.Arrays;
import java.util.HexFormat;

/** A range of somebody else's bytes, good until that array is used again; {@link #toBytes()} keeps them. */
public final class Slice {

    /** No bytes. */
    public static final Slice EMPTY = new Slice(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Slice(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** All bytes of this array. */
    public static Slice of(byte[] array) {
        return new Slice(array, 0, array.length);
    }

    /** A range of this array. */
    public static Slice of(byte[] array, int offset, int length) {
        return new Slice(array, offset, length);
    }

    /** The array that holds these bytes and others. */
    public byte[] array() {
        return array;
    }

    /** Where these bytes begin in the array. */
    public int offset() {
        return offset;
    }

    /** The number of bytes. */
    public int length() {
        return length;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** The byte at this place, as 0 to 255. */
    public int at(int index) {
        return array[offset + index] & 0xFF;
    }

    /** A copy that stays. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** Whether these are exactly those bytes. */
    public boolean isEqualTo(byte[] bytes) {
        return Arrays.equals(array, offset, offset + length, bytes, 0, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Slice slice
                && Arrays.equals(
                        array, offset, offset + length, slice.array, slice.offset, slice.offset + slice.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + array[offset + i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(array, offset, offset + length);
    }
}
