package io.monaserver.codec.amf;

/** A table of texts, as places in the bytes they were read from. */
final class TextRanges {

    private final IntList starts = new IntList();
    private final IntList lengths = new IntList();

    int size() {
        return starts.size();
    }

    /** Appends and returns the index. */
    int add(int start, int length) {
        starts.add(start);
        return lengths.add(length);
    }

    int start(int index) {
        return starts.get(index);
    }

    int length(int index) {
        return lengths.get(index);
    }
}
