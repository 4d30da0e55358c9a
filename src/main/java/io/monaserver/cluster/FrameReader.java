package io.monaserver.cluster;

import io.monaserver.domain.ServerCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the calls together that a {@link FrameWriter} has cut. What a length promises is not believed: memory grows with
 * the bytes that come. A call beyond the limit is left out.
 */
final class FrameReader {

    private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);
    private static final int FIRST_BYTES = 256;
    private static final byte[] NOTHING = {};

    private final long maxBytes;
    private byte[] partial = NOTHING;
    private int partialLength;
    private long skippedBytes;

    /** Reads calls whose arguments take at most so many bytes. */
    FrameReader(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The calls that end in this frame. */
    List<ServerCall> read(byte[] frame) {
        List<ServerCall> calls = new ArrayList<>();
        int position = 0;
        while (position < frame.length) {
            if (skippedBytes > 0) {
                int skipped = (int) Math.min(skippedBytes, frame.length - position);
                skippedBytes -= skipped;
                position += skipped;
            } else if (partialLength > 0) {
                position += gather(frame, position, calls);
            } else {
                position = readWhole(frame, position, calls);
            }
        }
        return calls;
    }

    /** Reads the call that begins here if it ends in the frame, and leaves it to {@link #gather} otherwise. */
    private int readWhole(byte[] frame, int position, List<ServerCall> calls) {
        ByteBuffer rest = ByteBuffer.wrap(frame, position, frame.length - position);
        long size = sizeOf(rest);
        if (size > rest.remaining() || isTooLarge(rest)) {
            return position + gather(frame, position, calls);
        }
        calls.add(parse(rest));
        return rest.position();
    }

    /** Takes what the call under way still wants, as far as that is known; returns the number of bytes. */
    private int gather(byte[] frame, int position, List<ServerCall> calls) {
        long missing = sizeOf(partial()) - partialLength;
        int taken = (int) Math.min(missing, frame.length - position);
        append(frame, position, taken);
        ByteBuffer known = partial();
        if (isTooLarge(known)) {
            skip(known);
        } else if (sizeOf(known) == partialLength) {
            calls.add(parse(known));
            partialLength = 0;
            partial = NOTHING;
        }
        return taken;
    }

    private void skip(ByteBuffer head) {
        long size = argumentsOf(head);
        LOG.error("bytes of a call's arguments: {} (expected: at most {}); the call is left out", size, maxBytes);
        skippedBytes = sizeOf(head) - partialLength;
        partialLength = 0;
        partial = NOTHING;
    }

    private void append(byte[] frame, int position, int length) {
        if (partialLength + length > partial.length) {
            int grown = Math.max(FIRST_BYTES, (int) Math.min(Integer.MAX_VALUE - 8L, partial.length * 2L));
            partial = Arrays.copyOf(partial, Math.max(grown, partialLength + length));
        }
        System.arraycopy(frame, position, partial, partialLength, length);
        partialLength += length;
    }

    private ByteBuffer partial() {
        return ByteBuffer.wrap(partial, 0, partialLength);
    }

    /** The whole size of the call at the buffer's position, or as much of it as its first bytes tell. */
    private static long sizeOf(ByteBuffer bytes) {
        if (bytes.remaining() < Short.BYTES) {
            return Short.BYTES;
        }
        int head = headOf(bytes);
        return bytes.remaining() < head ? head : head + argumentsOf(bytes);
    }

    private boolean isTooLarge(ByteBuffer bytes) {
        return bytes.remaining() >= Short.BYTES && bytes.remaining() >= headOf(bytes) && argumentsOf(bytes) > maxBytes;
    }

    private static int headOf(ByteBuffer bytes) {
        return Short.BYTES + Short.toUnsignedInt(bytes.getShort(bytes.position())) + Integer.BYTES;
    }

    private static long argumentsOf(ByteBuffer bytes) {
        return Integer.toUnsignedLong(bytes.getInt(bytes.position() + headOf(bytes) - Integer.BYTES));
    }

    private static ServerCall parse(ByteBuffer bytes) {
        byte[] name = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(name);
        byte[] arguments = new byte[bytes.getInt()];
        bytes.get(arguments);
        return new ServerCall(new String(name, StandardCharsets.UTF_8), arguments);
    }
}
