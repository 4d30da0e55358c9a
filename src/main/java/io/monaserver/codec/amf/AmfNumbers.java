package io.monaserver.codec.amf;

/** Tells how a complex value with a pivot number is referred to: by marker and index in its version's own table. */
final class AmfNumbers {

    /** Kinds under these are AMF3 markers. */
    static final int AMF0_OBJECT = 0x100;

    static final int AMF0_PLACE = 0x101;

    private final IntList kinds = new IntList();
    private final IntList indexes = new IntList();
    private int amf0Count;
    private int amf3Count;

    void addAmf3(int marker) {
        kinds.add(marker);
        indexes.add(amf3Count++);
    }

    void addAmf0() {
        kinds.add(AMF0_OBJECT);
        indexes.add(amf0Count++);
    }

    /** A value that AMF0 does not number; it begins at this place of the output. */
    void addPlace(int place) {
        kinds.add(AMF0_PLACE);
        indexes.add(place);
    }

    /** A value takes a place in AMF3's table that no number stands for. */
    void skipAmf3() {
        amf3Count++;
    }

    int count() {
        return kinds.size();
    }

    int kind(int number) {
        if (number >= kinds.size()) {
            throw new IllegalArgumentException("reference: " + number + " (expected: under " + kinds.size() + ")");
        }
        return kinds.get(number);
    }

    int index(int number) {
        return indexes.get(number);
    }
}
