package io.monaserver.codec.amf;

import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.DataWriter;
import io.monaserver.codec.Discard;

/** What the AMF0 and the AMF3 half of a reader share: where values go, how they are numbered, and the limits. */
final class ReadState {

    /** Nested values. Deeper ones come from nobody honest, and each level costs stack. */
    static final int MAX_DEPTH = 128;

    /** Bytes that references to texts may add to what really arrived: two bytes on the wire can repeat a megabyte. */
    static final int MAX_REPEATED_BYTES = 4 << 20;

    private DataWriter writer = Discard.INSTANCE;
    private int count;
    private int base;
    private int depth;
    private int repeated;

    /** Values go here from now on; numbering starts again when it is another writer than before. */
    void target(DataWriter target) {
        if (target != writer) {
            writer = target;
            base = count;
        }
        depth = 0;
    }

    DataWriter writer() {
        return writer;
    }

    /** The number of the complex value whose first event comes now, counted over all writers. */
    int number() {
        return count++;
    }

    /** Writes a complex value again, or null if it went to an earlier writer or is not complete enough to be known. */
    void repeat(int number) {
        if (number >= base) {
            writer.writeReference(number - base);
        } else {
            writer.writeNull();
        }
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw new DataFormatException("AMF depth: " + depth + " (expected: at most " + MAX_DEPTH + ")");
        }
    }

    void leave() {
        depth--;
    }

    /** Accounts for text that a reference repeats. */
    void addRepeated(int length) {
        repeated += length;
        if (repeated > MAX_REPEATED_BYTES) {
            throw new DataFormatException(
                    "AMF repeated text: " + repeated + " bytes (expected: at most " + MAX_REPEATED_BYTES + ")");
        }
    }
}
