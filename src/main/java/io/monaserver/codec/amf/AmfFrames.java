package io.monaserver.codec.amf;

/** The objects, arrays and dictionaries that are open, and the bytes that separate and close their parts. */
final class AmfFrames {

    static final int AMF0_OBJECT = 0;
    static final int STRICT_ARRAY = 1;
    static final int ECMA_ARRAY = 2;
    static final int AMF3_OBJECT = 3;
    static final int AMF3_KEYED_ARRAY = 4;
    static final int AMF3_ARRAY = 5;
    static final int DICTIONARY = 6;
    static final int EXTERNAL = 7;

    private static final int NONE = -1;

    private final AmfOutput out;
    private final IntList kinds = new IntList();
    private final IntList places = new IntList();
    private boolean named;

    AmfFrames(AmfOutput out) {
        this.out = out;
    }

    /** Whether values here are AMF3. */
    boolean isAmf3() {
        return top() >= AMF3_OBJECT;
    }

    /** Closes an array's keyed part if this value has no key; says whether values here are AMF3. */
    boolean beforeValue() {
        if (top() == AMF3_KEYED_ARRAY && !named) {
            endKeys();
        }
        named = false;
        return isAmf3();
    }

    /** A key comes: in what kind of frame. */
    int key() {
        int kind = top();
        if (kind == NONE || kind == STRICT_ARRAY || kind == AMF3_ARRAY || kind == EXTERNAL) {
            throw new IllegalStateException("key: outside of keyed values (expected: in an object, before its end)");
        }
        if (kind == ECMA_ARRAY) {
            int place = places.last();
            out.putInt(place, out.intAt(place) + 1);
        }
        named = true;
        return kind;
    }

    /** Opens a frame whose content begins here. */
    void push(int kind) {
        kinds.add(kind);
        places.add(out.size());
    }

    /** Ends the keyed part of the innermost array: dense entries follow. */
    void endKeys() {
        out.writeByte(Amf3.EMPTY_TEXT);
        kinds.set(kinds.size() - 1, AMF3_ARRAY);
    }

    /** Closes the innermost frame. */
    void pop() {
        places.removeLast();
        switch (kinds.removeLast()) {
            case AMF0_OBJECT, ECMA_ARRAY -> {
                out.writeShort(0);
                out.writeByte(Amf0.OBJECT_END);
            }
            case AMF3_OBJECT, AMF3_KEYED_ARRAY -> out.writeByte(Amf3.EMPTY_TEXT);
            default -> {
                // Counted at the beginning.
            }
        }
        named = false;
    }

    private int top() {
        return kinds.size() == 0 ? NONE : kinds.last();
    }
}
