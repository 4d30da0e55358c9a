package io.monaserver.codec.amf;

import java.util.Arrays;

/**
 * Finds texts that were written before, so that AMF3 names them by number (AMF 3 §1.3.2). The texts are kept as places
 * in the output itself, in a hash table with open addressing: no object per text.
 */
final class TextTable {

    /** Longer texts seldom repeat, and hashing them would cost more than a copy saves. */
    private static final int MAX_LENGTH = 1024;

    private static final int EMPTY = -1;

    private final AmfOutput out;
    private final TextRanges texts = new TextRanges();
    private int[] slots = {};
    private int size;

    TextTable(AmfOutput out) {
        this.out = out;
    }

    /** The number of an equal text, or -1. */
    int find(byte[] data, int offset, int length) {
        if (slots.length == 0 || length > MAX_LENGTH) {
            return EMPTY;
        }
        return slots[slot(data, offset, length)];
    }

    /** Adds a text that was just written to the output; longer ones take their number without being findable. */
    void add(int start, int length) {
        int number = texts.add(start, length);
        if (length <= MAX_LENGTH) {
            if (size * 2 >= slots.length) {
                grow();
            }
            slots[slot(out.data(), start, length)] = number;
            size++;
        }
    }

    private void grow() {
        int[] old = slots;
        slots = new int[Math.max(16, old.length * 2)];
        Arrays.fill(slots, EMPTY);
        for (int number : old) {
            if (number != EMPTY) {
                slots[slot(out.data(), texts.start(number), texts.length(number))] = number;
            }
        }
    }

    /** Where the text is, or where it belongs. */
    private int slot(byte[] data, int offset, int length) {
        int mask = slots.length - 1;
        int slot = hash(data, offset, length) & mask;
        while (slots[slot] != EMPTY && !equals(slots[slot], data, offset, length)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean equals(int number, byte[] data, int offset, int length) {
        int start = texts.start(number);
        return length == texts.length(number)
                && Arrays.equals(out.data(), start, start + length, data, offset, offset + length);
    }

    private static int hash(byte[] data, int offset, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + data[offset + i];
        }
        return hash ^ hash >>> 15;
    }
}
