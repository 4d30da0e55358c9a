package io.monaserver.protocol.rtmfp.packet;

/** One element of a packet (§2.3). Its bytes are slices of the packet it was read from. */
public sealed interface Chunk permits StartupChunk, SessionChunk {

    /** Bytes of a chunk before its payload. */
    int HEADER_LENGTH = 3;

    /** Writes the whole chunk. */
    void write(WireWriter out);
}
