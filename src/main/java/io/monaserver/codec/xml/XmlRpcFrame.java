package io.monaserver.codec.xml;

/** An open value of an {@link XmlRpcEncoder}. */
final class XmlRpcFrame {

    /** What is open. */
    enum Kind {
        PARAMETERS,
        ARRAY,
        STRUCT,
        /** The struct that an array's keyed part becomes. */
        KEYED_PART,
        DICTIONARY
    }

    /** Where a complex value stands in the text; its end is negative while it is open, or when it was left out. */
    static final class Place {

        final int start;
        int end = -1;

        Place(int start) {
            this.start = start;
        }
    }

    final int size;
    final Place place;
    Kind kind;
    boolean named;

    /** Where a dictionary's entry begins that is left out; negative if there is none. */
    int leftOut = -1;

    /** Whether the value under way is that entry's key. */
    boolean isKey;

    XmlRpcFrame(Kind kind, int size, Place place) {
        this.kind = kind;
        this.size = size;
        this.place = place;
    }
}
