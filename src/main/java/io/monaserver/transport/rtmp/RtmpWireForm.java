package io.monaserver.transport.rtmp;

import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.monaserver.protocol.rtmp.ChunkEncoder;
import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.protocol.rtmp.RtmpMessage;
import io.monaserver.transport.flash.FlashData;
import io.netty.buffer.ByteBuf;

/**
 * A stream as RTMP messages: a type 0 chunk rebased to the listener's zero where it begins, then type 1 chunks whose
 * difference is the same for all listeners. Audio, video and data of each message stream have chunk streams of their
 * own, so listeners on the same message stream share every byte.
 *
 * @param chunkSize of the connection
 * @param streamId the message stream on which the listener plays
 */
record RtmpWireForm(int chunkSize, int streamId) implements WireForm {

    /** 2 is for control messages (§5.4), 3 for commands. */
    private static final int FIRST_CHUNK_STREAM = 4;

    private static final int KINDS = 3;

    @Override
    public boolean picturesWaitForSound() {
        return true;
    }

    @Override
    public void writeFirst(StreamPacket packet, long baseMs, ByteBuf out) {
        long timestamp = Math.max(0, packet.timeMs() - baseMs);
        encoder().encodeFirst(chunkStream(packet.kind()), message(packet.packet(), timestamp), out);
    }

    @Override
    public void writeNext(StreamPacket packet, ByteBuf out) {
        encoder().encodeNext(chunkStream(packet.kind()), packet.deltaMs(), message(packet.packet(), 0), out);
    }

    private ChunkEncoder encoder() {
        return new ChunkEncoder(chunkSize);
    }

    private int chunkStream(MediaKind kind) {
        return FIRST_CHUNK_STREAM + streamId * KINDS + kind.index();
    }

    private RtmpMessage message(MediaPacket packet, long timestamp) {
        return switch (packet.kind()) {
            case AUDIO -> new RtmpMessage(MessageType.AUDIO, streamId, timestamp, packet.payload());
            case VIDEO -> new RtmpMessage(MessageType.VIDEO, streamId, timestamp, packet.payload());
            case DATA -> new RtmpMessage(MessageType.DATA_AMF0, streamId, timestamp, FlashData.amf0(packet));
        };
    }
}
