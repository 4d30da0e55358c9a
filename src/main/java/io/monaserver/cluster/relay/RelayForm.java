package io.monaserver.cluster.relay;

import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Packets as {@link RelayFrame}s at the publication's own times: equal for all relays of a publication. */
enum RelayForm implements WireForm {
    INSTANCE;

    /** On the heap, where batches are gathered. */
    @Override
    public ByteBuf allocate(int bytes) {
        return Unpooled.buffer(bytes);
    }

    @Override
    public void writeFirst(StreamPacket packet, long baseMs, ByteBuf out) {
        writeNext(packet, out);
    }

    @Override
    public void writeNext(StreamPacket packet, ByteBuf out) {
        MediaPacket media = packet.packet();
        int header = packet.role() == StreamPacket.Role.HEADER ? RelayFrame.HEADER : 0;
        RelayFrame.writeHead(
                media.kind().index() | header, RelayFrame.numberOf(media.format()), media.timeMs(), media.size(), out);
        out.writeBytes(media.payload());
    }
}
