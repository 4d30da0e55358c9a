package io.monaserver.cluster.relay;

import io.monaserver.domain.MediaPacket;
import java.nio.ByteBuffer;

/** Puts a relay's bytes together to frames, however they were cut. */
final class RelayDecoder {

    /** Told of each frame. */
    interface Target {

        /** A publisher begins. */
        void onPublished();

        /** There is no metadata any more. */
        void onCleared();

        /**
         * A packet.
         *
         * @param isHeader whether it is metadata or a codec's configuration
         */
        void onPacket(MediaPacket packet, boolean isHeader);
    }

    private final Target target;
    private final byte[] head = new byte[RelayFrame.HEAD_BYTES];
    private int headFilled;
    private byte[] payload = new byte[0];
    private int payloadFilled;

    RelayDecoder(Target target) {
        this.target = target;
    }

    /**
     * Takes the next bytes.
     *
     * @throws IllegalArgumentException when they are no frames
     */
    void feed(byte[] bytes, int offset, int length) {
        int position = offset;
        int limit = offset + length;
        while (position < limit) {
            if (headFilled < head.length) {
                int count = Math.min(head.length - headFilled, limit - position);
                System.arraycopy(bytes, position, head, headFilled, count);
                headFilled += count;
                position += count;
                if (headFilled == head.length) {
                    begin();
                }
            } else {
                int count = Math.min(payload.length - payloadFilled, limit - position);
                System.arraycopy(bytes, position, payload, payloadFilled, count);
                payloadFilled += count;
                position += count;
            }
            if (headFilled == head.length && payloadFilled == payload.length) {
                end();
            }
        }
    }

    private void begin() {
        int length = ByteBuffer.wrap(head).getInt(RelayFrame.HEAD_BYTES - Integer.BYTES);
        if (length < 0 || length > RelayFrame.MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "relay payload: " + length + " (expected: 0 to " + RelayFrame.MAX_PAYLOAD + ")");
        }
        payload = new byte[length];
        payloadFilled = 0;
    }

    private void end() {
        headFilled = 0;
        int tag = head[0];
        if (tag == RelayFrame.PUBLISHED) {
            target.onPublished();
            return;
        }
        if (tag == RelayFrame.CLEARED) {
            target.onCleared();
            return;
        }
        long timeMs = ByteBuffer.wrap(head).getLong(2);
        MediaPacket packet = new MediaPacket(RelayFrame.kind(tag), timeMs, payload, RelayFrame.format(head[1]));
        target.onPacket(packet, (tag & RelayFrame.HEADER) != 0);
    }
}
