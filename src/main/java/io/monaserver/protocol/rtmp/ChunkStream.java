package io.monaserver.protocol.rtmp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a receiver remembers about one chunk stream: the last header and the message being assembled. */
final class ChunkStream {

    /** Room made for a message before its first byte is there. */
    private static final int FIRST_STEP = 4096;

    private static final byte[] EMPTY = {};

    int type;
    int length;
    int streamId;
    long timestamp;

    /** The last time field, absolute or a difference, in its full width. */
    long timeField;

    boolean extended;

    private byte @Nullable [] payload;
    private int received;

    boolean isAssembling() {
        return payload != null;
    }

    int received() {
        return received;
    }

    /** Bytes allocated for the message being assembled. */
    int capacity() {
        return payload == null ? 0 : payload.length;
    }

    int missing() {
        return length - received;
    }

    void begin() {
        payload = EMPTY;
        received = 0;
    }

    /**
     * Copies bytes of the message. Room grows with what was received and is readable, so that a length that is only
     * announced costs nothing; a message that is there as a whole gets its final array at once.
     */
    void append(ByteBuf in, int count) {
        byte[] target = payload == null ? EMPTY : payload;
        int needed = received + count;
        if (target.length < needed) {
            long wanted = Math.max(FIRST_STEP, 2L * (received + in.readableBytes()));
            target = Arrays.copyOf(target, (int) Math.min(length, wanted));
            payload = target;
        }
        in.readBytes(target, received, count);
        received = needed;
    }

    /** The complete message; the next one may begin. */
    RtmpMessage take() {
        byte[] complete = payload == null ? EMPTY : payload;
        payload = null;
        received = 0;
        return new RtmpMessage(type, streamId, timestamp, complete);
    }

    /** Forgets the message being assembled (§5.4.2). */
    void abort() {
        payload = null;
        received = 0;
    }
}
