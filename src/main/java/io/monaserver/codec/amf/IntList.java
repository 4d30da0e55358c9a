package io.monaserver.codec.amf;

import java.util.Arrays;

/** Numbers in a row, without a box for each. */
final class IntList {

    private int[] items = new int[8];
    private int size;

    int size() {
        return size;
    }

    int get(int index) {
        return items[index];
    }

    /** Appends and returns the index. */
    int add(int value) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        items[size] = value;
        return size++;
    }

    void set(int index, int value) {
        items[index] = value;
    }

    /** Takes the last one off. */
    int removeLast() {
        return items[--size];
    }

    int last() {
        return items[size - 1];
    }
}
