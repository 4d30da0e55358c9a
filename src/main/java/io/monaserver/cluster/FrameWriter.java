package io.monaserver.cluster;

import io.monaserver.domain.ServerCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the calls of a queue into frames: many small calls in one, a large call over many, so that no message between
 * servers is longer than a frame. Each call is a name and its arguments, both after their length.
 */
final class FrameWriter {

    /** Large enough to make the cost of a message small, small enough to let others through. */
    static final int FRAME_BYTES = 32 << 10;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final CallQueue queue;
    private final byte[] frame = new byte[FRAME_BYTES];
    private ByteBuffer head = NOTHING;
    private ByteBuffer arguments = NOTHING;

    FrameWriter(CallQueue queue) {
        this.queue = queue;
    }

    /** The next frame, or null while nothing waits. */
    byte @Nullable [] next() {
        int length = 0;
        while (length < FRAME_BYTES && isSupplied()) {
            length += take(head, length);
            length += take(arguments, length);
        }
        return length == 0 ? null : Arrays.copyOf(frame, length);
    }

    private boolean isSupplied() {
        if (!head.hasRemaining() && !arguments.hasRemaining()) {
            ServerCall call = queue.poll();
            if (call == null) {
                arguments = NOTHING;
                return false;
            }
            byte[] name = call.function().getBytes(StandardCharsets.UTF_8);
            head = ByteBuffer.allocate(Short.BYTES + name.length + Integer.BYTES);
            head.putShort((short) name.length).put(name).putInt(call.arguments().length);
            head.flip();
            arguments = ByteBuffer.wrap(call.arguments());
        }
        return true;
    }

    private int take(ByteBuffer from, int position) {
        int length = Math.min(from.remaining(), FRAME_BYTES - position);
        from.get(frame, position, length);
        return length;
    }
}
