package io.monaserver.codec.json;

import org.jspecify.annotations.Nullable;

/** An open value of a {@link JsonEncoder}. */
final class JsonFrame {

    /** What is open. */
    enum Kind {
        ARRAY,
        OBJECT,
        /** The object that an array's keyed part becomes. */
        KEYED_PART,
        DICTIONARY
    }

    /** Where a complex value stands in the text; its end is 0 while it is open or left out. */
    static final class Place {
        int start;
        int end;
    }

    final int size;
    Kind kind;
    boolean empty = true;
    boolean named;

    @Nullable
    Place place;

    JsonFrame(Kind kind, int size) {
        this.kind = kind;
        this.size = size;
    }
}
