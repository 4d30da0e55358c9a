package io.monaserver.codec;

/** The body of a value whose form only its type knows: bytes, with values of the format in between. */
public interface ExternalInput {

    /** The bytes in which {@link #skip} gives places. */
    byte[] data();

    /**
     * Steps over bytes and returns where they begin.
     *
     * @throws DataFormatException if there are not as many
     */
    int skip(int length);

    /** Bytes not read yet, of this value and all after it. */
    int remaining();

    /** Reads a value into the writer that was given this body. */
    void readValue();
}
