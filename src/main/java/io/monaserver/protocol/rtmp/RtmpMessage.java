package io.monaserver.protocol.rtmp;

/**
 * One message (§6.1).
 *
 * @param type one of {@link MessageType}, or one that nobody knows
 * @param streamId the message stream, 0 for the connection
 * @param timestamp milliseconds, 0 to 2^32 - 1
 * @param payload the body, never changed once here
 */
public record RtmpMessage(int type, int streamId, long timestamp, byte[] payload) {

    /** A message outside of any stream and time, as control and connection messages are. */
    public static RtmpMessage of(int type, byte[] payload) {
        return new RtmpMessage(type, 0, 0, payload);
    }

    /** The unsigned 32-bit number at this place of the payload, which must be long enough. */
    public long unsignedInt(int offset) {
        if (payload.length < offset + 4) {
            throw new RtmpException(
                    "message " + type + " length: " + payload.length + " (expected: at least " + (offset + 4) + ")");
        }
        return (payload[offset] & 0xFFL) << 24
                | (payload[offset + 1] & 0xFF) << 16
                | (payload[offset + 2] & 0xFF) << 8
                | (payload[offset + 3] & 0xFF);
    }
}
