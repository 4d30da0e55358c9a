package io.monaserver.protocol.rtmp;

import java.nio.ByteBuffer;

/** Makes protocol control messages (§5.4) and user control messages (§7.1.7). */
public final class ControlMessage {

    /** The chunk stream that carries them (§5.4). */
    public static final int CHUNK_STREAM = 2;

    private ControlMessage() {}

    /** Announces the size of the chunks that follow. */
    public static RtmpMessage setChunkSize(int bytes) {
        return ofInt(MessageType.SET_CHUNK_SIZE, bytes);
    }

    /** Tells how many bytes were received in all, modulo 2^32. */
    public static RtmpMessage acknowledgement(long bytes) {
        return ofInt(MessageType.ACKNOWLEDGEMENT, (int) bytes);
    }

    /** Asks for an acknowledgement each time this many bytes were received. */
    public static RtmpMessage windowAckSize(int bytes) {
        return ofInt(MessageType.WINDOW_ACK_SIZE, bytes);
    }

    /** Limits what the peer may send unacknowledged, as a hard limit. */
    public static RtmpMessage peerBandwidth(int bytes) {
        byte[] payload = ByteBuffer.allocate(5).putInt(bytes).array();
        return RtmpMessage.of(MessageType.SET_PEER_BANDWIDTH, payload);
    }

    /** A user control event with one number. */
    public static RtmpMessage userControl(UserControl event, int value) {
        byte[] payload = ByteBuffer.allocate(6)
                .putShort((short) event.code())
                .putInt(value)
                .array();
        return RtmpMessage.of(MessageType.USER_CONTROL, payload);
    }

    private static RtmpMessage ofInt(int type, int value) {
        return RtmpMessage.of(type, ByteBuffer.allocate(4).putInt(value).array());
    }
}
