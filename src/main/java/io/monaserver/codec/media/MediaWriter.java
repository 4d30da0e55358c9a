package io.monaserver.codec.media;

import io.netty.buffer.ByteBuf;

/** Makes one file of packets as they come. Has a state, so it belongs to one stream and one thread. */
public interface MediaWriter {

    /** What a packet carries. */
    enum Track {
        /** The body of an FLV audio tag. */
        AUDIO,
        /** The body of an FLV video tag. */
        VIDEO,
        /** Values in AMF0. */
        DATA
    }

    /** Writes a packet, with the file's beginning before the first. What the file has no place for is left out. */
    void write(Track track, long timeMs, byte[] payload, ByteBuf out);
}
