package io.monaserver.codec;

/** A {@link DataWriter} that gathers its values as the bytes of its format. */
public interface DataEncoder extends DataWriter {

    /** The bytes of all values written so far, each of them complete. */
    byte[] toBytes();
}
