package io.monaserver.protocol.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Takes an aggregate message apart (§7.1.6): FLV-like headers, bodies and back pointers. The first part's time becomes
 * the aggregate's, the others keep their distance from it; all belong to the aggregate's message stream.
 */
final class AggregateReader {

    private static final int HEADER = 11;
    private static final int BACK_POINTER = 4;

    private final RtmpMessage aggregate;
    private final ByteBuf in;
    private long shift;
    private boolean begun;

    AggregateReader(RtmpMessage aggregate) {
        this.aggregate = aggregate;
        this.in = Unpooled.wrappedBuffer(aggregate.payload());
    }

    /** The next part, or null after the last. */
    @Nullable
    RtmpMessage next() {
        if (!in.isReadable()) {
            return null;
        }
        require(HEADER);
        int type = in.readUnsignedByte();
        int length = in.readUnsignedMedium();
        long time = in.readUnsignedMedium() | (long) in.readUnsignedByte() << 24;
        in.skipBytes(3);
        if (type == MessageType.AGGREGATE || type < MessageType.AUDIO) {
            throw new RtmpException("aggregated message type: " + type + " (expected: audio, video or data)");
        }
        require(length);
        byte[] payload = new byte[length];
        in.readBytes(payload);
        // Flash Player leaves the last back pointer out.
        in.skipBytes(Math.min(BACK_POINTER, in.readableBytes()));
        if (!begun) {
            begun = true;
            shift = aggregate.timestamp() - time;
        }
        return new RtmpMessage(type, aggregate.streamId(), time + shift & 0xFFFFFFFFL, payload);
    }

    private void require(int length) {
        if (in.readableBytes() < length) {
            throw new RtmpException(
                    "aggregate bytes left: " + in.readableBytes() + " (expected: at least " + length + ")");
        }
    }
}
