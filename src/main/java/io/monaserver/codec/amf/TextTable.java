package io.monaserver.codec.amf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds texts that were written before, so that AMF3 names them by number (AMF 3 §1.3.2). The texts are kept as places
 * in the output itself, in a hash table with open addressing: no object per text.
 */
final class TextTable {

    /** Longer texts seldom repeat, and hashing them would cost more than a copy saves. */
    private static final int MAX_LENGTH = 1024;

    private static final int EMPTY = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Odd, with bits all over: products spread what differs in any byte. */
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final AmfOutput out;
    private final TextRanges texts = new TextRanges();
    private final IntList hashes = new IntList();
    private int[] slots = {};
    private int size;

    /** Of the text looked for last, which is the one that is added next. */
    private int lastHash;

    TextTable(AmfOutput out) {
        this.out = out;
    }

    /** The number of an equal text, or -1. */
    int find(byte[] data, int offset, int length) {
        if (length > MAX_LENGTH) {
            return EMPTY;
        }
        lastHash = hash(data, offset, length);
        return slots.length == 0 ? EMPTY : slots[slot(lastHash, data, offset, length)];
    }

    /** Adds the text looked for last, once it is written; longer ones take their number without being findable. */
    void add(int start, int length) {
        int number = texts.add(start, length);
        hashes.add(lastHash);
        if (length <= MAX_LENGTH) {
            if (size * 2 >= slots.length) {
                grow();
            }
            slots[slot(lastHash, out.data(), start, length)] = number;
            size++;
        }
    }

    private void grow() {
        int[] old = slots;
        slots = new int[Math.max(32, old.length * 2)];
        Arrays.fill(slots, EMPTY);
        for (int number : old) {
            if (number != EMPTY) {
                slots[slot(hashes.get(number), out.data(), texts.start(number), texts.length(number))] = number;
            }
        }
    }

    /** Where the text is, or where it belongs. */
    private int slot(int hash, byte[] data, int offset, int length) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != EMPTY
                && !(hashes.get(slots[slot]) == hash && equals(slots[slot], data, offset, length))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean equals(int number, byte[] data, int offset, int length) {
        int start = texts.start(number);
        return length == texts.length(number)
                && Arrays.equals(out.data(), start, start + length, data, offset, offset + length);
    }

    /** Eight bytes at a time: texts are hashed for every field that is written. */
    private static int hash(byte[] data, int offset, int length) {
        long hash = length;
        int end = offset + length;
        int i = offset;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(data, i)) * FACTOR;
        }
        for (; i < end; i++) {
            hash = (hash ^ data[i]) * FACTOR;
        }
        return (int) (hash ^ hash >>> 32);
    }
}
