package io.monaserver.protocol.rtmfp.flash;

import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import io.monaserver.protocol.rtmfp.packet.WireWriter;

/**
 * An RTMP message as a flow carries it (§5.1.2): no chunks, no length, and its stream is the flow's.
 *
 * @param type RTMP's message type
 * @param timestamp milliseconds, 0 to 2^32 - 1
 * @param payload the body
 */
public record FlowMessage(int type, long timestamp, Slice payload) {

    /** Reads a message. */
    public static FlowMessage read(Slice message) {
        WireReader in = new WireReader(message);
        return new FlowMessage(in.readByte(), in.readInt() & 0xFFFFFFFFL, in.readRest());
    }

    /** What comes before a payload: all that is a listener's own. */
    public static byte[] head(int type, long timestamp) {
        return new WireWriter(5).writeByte(type).writeInt((int) timestamp).copySince(0);
    }
}
