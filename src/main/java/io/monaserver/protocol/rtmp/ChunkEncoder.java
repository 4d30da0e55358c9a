package io.monaserver.protocol.rtmp;

import io.netty.buffer.ByteBuf;

/**
 * Writes messages as chunks (§5.3.1) of one size. Has no state: the caller decides whether a message stands alone
 * ({@link #encodeFirst}, type 0) or follows one of the same message stream on the same chunk stream
 * ({@link #encodeNext}, type 1), so that one encoding may serve many connections.
 */
public final class ChunkEncoder {

    /** The chunk size before anyone announces another (§5.4.1). */
    public static final int INITIAL_CHUNK_SIZE = 128;

    /** Timestamps from here on are written in four more bytes (§5.3.1.3). */
    static final int EXTENDED = 0xFFFFFF;

    private static final int TYPE_1 = 1;
    private static final int TYPE_3 = 3;

    private final int chunkSize;

    /** An encoder of chunks with up to this many bytes of payload. */
    public ChunkEncoder(int chunkSize) {
        if (chunkSize < 1) {
            throw new IllegalArgumentException("chunk size: " + chunkSize + " (expected: at least 1)");
        }
        this.chunkSize = chunkSize;
    }

    /** The size of the chunks. */
    public int chunkSize() {
        return chunkSize;
    }

    /** Writes a message that depends on nothing before it. */
    public void encodeFirst(int chunkStream, RtmpMessage message, ByteBuf out) {
        out.ensureWritable(bound(message));
        long time = message.timestamp() & 0xFFFFFFFFL;
        writeBasicHeader(0, chunkStream, out);
        writeTimeLengthType(time, message, out);
        out.writeIntLE(message.streamId());
        writePayload(chunkStream, time, message.payload(), out);
    }

    /** Writes a message that follows another of its message stream on this chunk stream, this much later. */
    public void encodeNext(int chunkStream, long deltaMs, RtmpMessage message, ByteBuf out) {
        out.ensureWritable(bound(message));
        writeBasicHeader(TYPE_1, chunkStream, out);
        writeTimeLengthType(deltaMs, message, out);
        writePayload(chunkStream, deltaMs, message.payload(), out);
    }

    private int bound(RtmpMessage message) {
        int length = message.payload().length;
        int chunks = length / chunkSize + 1;
        return length + 18 + chunks * 7;
    }

    private static void writeTimeLengthType(long time, RtmpMessage message, ByteBuf out) {
        out.writeMedium((int) Math.min(time, EXTENDED));
        out.writeMedium(message.payload().length);
        out.writeByte(message.type());
    }

    private void writePayload(int chunkStream, long time, byte[] payload, ByteBuf out) {
        boolean extended = time >= EXTENDED;
        if (extended) {
            out.writeInt((int) time);
        }
        int first = Math.min(chunkSize, payload.length);
        out.writeBytes(payload, 0, first);
        for (int offset = first; offset < payload.length; offset += chunkSize) {
            writeBasicHeader(TYPE_3, chunkStream, out);
            if (extended) {
                out.writeInt((int) time);
            }
            out.writeBytes(payload, offset, Math.min(chunkSize, payload.length - offset));
        }
    }

    /** §5.3.1.1: one byte up to chunk stream 63, two up to 319, three beyond. */
    private static void writeBasicHeader(int type, int chunkStream, ByteBuf out) {
        int high = type << 6;
        if (chunkStream < 64) {
            out.writeByte(high | chunkStream);
        } else if (chunkStream < 320) {
            out.writeByte(high);
            out.writeByte(chunkStream - 64);
        } else {
            out.writeByte(high | 1);
            out.writeShortLE(chunkStream - 64);
        }
    }
}
