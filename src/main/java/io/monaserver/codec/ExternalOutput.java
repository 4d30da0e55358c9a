package io.monaserver.codec;

/** Where the body of a value goes whose form only its type knows; values go to its {@link DataWriter} as ever. */
public interface ExternalOutput {

    /** Appends bytes. */
    void write(byte[] data, int offset, int length);
}
