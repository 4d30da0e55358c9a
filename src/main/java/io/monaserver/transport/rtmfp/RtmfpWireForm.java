package io.monaserver.transport.rtmfp;

import io.monaserver.domain.MediaKind;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.monaserver.transport.flash.FlashData;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A stream as its messages one after the other: kind, time, length, payload. Not what goes over the network, where each
 * listener has flows and times of its own: {@link RtmfpMediaSink} takes it apart again.
 */
enum RtmfpWireForm implements WireForm {
    INSTANCE;

    /** Marks a time that does not follow on the one before. */
    static final int FIRST = 0x80;

    /** Marks what a player cannot do without: headers, key pictures, data. */
    static final int NEEDED = 0x40;

    /** Marks a key picture. */
    static final int KEY = 0x20;

    /** The bits that tell the kind. */
    static final int KIND = 0x0F;

    /** In the heap, and not pooled: the sessions of all listeners keep the bytes while each may repeat them. */
    @Override
    public ByteBuf allocate(int bytes) {
        return Unpooled.buffer(bytes);
    }

    @Override
    public boolean picturesWaitForSound() {
        return true;
    }

    @Override
    public void writeFirst(StreamPacket packet, long baseMs, ByteBuf out) {
        write(packet, FIRST, Math.max(0, packet.timeMs() - baseMs), out);
    }

    @Override
    public void writeNext(StreamPacket packet, ByteBuf out) {
        write(packet, 0, packet.deltaMs(), out);
    }

    private static void write(StreamPacket packet, int flag, long time, ByteBuf out) {
        byte[] payload = packet.kind() == MediaKind.DATA ? FlashData.amf0(packet.packet()) : packet.payload();
        boolean needed = packet.role() != StreamPacket.Role.FRAME || packet.kind() == MediaKind.DATA;
        boolean key = packet.role() == StreamPacket.Role.KEY_FRAME;
        out.writeByte(packet.kind().index() | flag | (needed ? NEEDED : 0) | (key ? KEY : 0))
                .writeInt((int) time)
                .writeInt(payload.length);
        out.writeBytes(payload);
    }
}
