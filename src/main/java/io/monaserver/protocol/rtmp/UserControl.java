package io.monaserver.protocol.rtmp;

import org.jspecify.annotations.Nullable;

/** Events of user control messages (§7.1.7). */
public enum UserControl {
    STREAM_BEGIN(0),
    STREAM_EOF(1),
    STREAM_DRY(2),
    SET_BUFFER_LENGTH(3),
    STREAM_IS_RECORDED(4),
    PING_REQUEST(6),
    PING_RESPONSE(7);

    private static final UserControl[] ALL = values();

    private final int code;

    UserControl(int code) {
        this.code = code;
    }

    /** The event's number on the wire. */
    public int code() {
        return code;
    }

    /** The event of a user control message; null if nobody knows it. */
    public static @Nullable UserControl of(RtmpMessage message) {
        byte[] payload = message.payload();
        if (payload.length < 2) {
            throw new RtmpException("user control length: " + payload.length + " (expected: at least 2)");
        }
        int code = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        for (UserControl event : ALL) {
            if (event.code == code) {
                return event;
            }
        }
        return null;
    }
}
