package io.monaserver.cluster.relay;

import io.netty.buffer.ByteBuf;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What goes from one node to another at a time: sections of a channel's number, a length and so many bytes of that
 * channel's frames, cut anywhere. A section without bytes says that the channel gives nothing more.
 */
final class TrunkBatch {

    /** Well below the largest message between nodes, and sent within a millisecond on a fast network. */
    static final int MAX_BYTES = 64 << 10;

    static final int SECTION_HEAD = 2 * Integer.BYTES;

    /** Told of each section. */
    interface Target {

        /** Bytes of a channel. */
        void onBytes(int channel, byte[] batch, int offset, int length);

        /** Nothing more of a channel. */
        void onEnd(int channel);
    }

    private final byte[] bytes = new byte[MAX_BYTES];
    private int size;
    private int section;

    /** Reads a batch. */
    static void read(byte[] batch, Target target) {
        ByteBuffer in = ByteBuffer.wrap(batch);
        try {
            while (in.hasRemaining()) {
                int channel = in.getInt();
                int length = in.getInt();
                if (length < 0 || length > in.remaining()) {
                    throw new IllegalArgumentException(
                            "relay section: " + length + " (expected: 0 to " + in.remaining() + ")");
                }
                if (length == 0) {
                    target.onEnd(channel);
                } else {
                    target.onBytes(channel, batch, in.position(), length);
                    in.position(in.position() + length);
                }
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("relay batch: truncated (expected: whole sections)", e);
        }
    }

    /** Whether another section fits, of one byte at least. */
    boolean hasRoom() {
        return bytes.length - size > SECTION_HEAD;
    }

    void begin(int channel) {
        section = size;
        putInt(section, channel);
        size += SECTION_HEAD;
    }

    /** Moves as much as there is room for, at most so many bytes; tells how many. */
    int add(ByteBuf from, int limit) {
        int count = Math.min(Math.min(limit, from.readableBytes()), bytes.length - size);
        from.readBytes(bytes, size, count);
        size += count;
        return count;
    }

    /** Ends the section, and tells its length. */
    int end() {
        int length = size - section - SECTION_HEAD;
        putInt(section + Integer.BYTES, length);
        return length;
    }

    /** What was gathered since the last time; null if nothing. */
    byte @Nullable [] take() {
        if (size == 0) {
            return null;
        }
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }

    private void putInt(int position, int value) {
        ByteBuffer.wrap(bytes).putInt(position, value);
    }
}
