package io.monaserver.protocol.rtmp;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Assembles messages from chunks (§5.3): all header types, chunk stream ids of one to three bytes, extended timestamps,
 * any chunk size, interleaved messages, aborted ones, and aggregates, which come out as their parts. Set chunk size,
 * window acknowledgement size and abort act here; the first two are given out too.
 *
 * <p>Departs from §5.3.1.2.2 in accepting type 1 on a fresh chunk stream, as some clients begin with it, and from
 * §5.3.1.3 in taking the four bytes after a type 3 header for payload if they are not the extended timestamp, which
 * other encoders leave out there.
 *
 * <table>
 * <caption>Limits; beyond them decoding ends with a {@link RtmpException}</caption>
 * <tr><td>message</td><td>as constructed</td><td>also for all messages being assembled, together</td></tr>
 * <tr><td>chunk streams</td><td>{@value #MAX_CHUNK_STREAMS}</td><td>a client uses five or so per stream</td></tr>
 * </table>
 */
public final class ChunkDecoder {

    /** Chunk streams that one connection may use. */
    public static final int MAX_CHUNK_STREAMS = 128;

    private final int maxMessageBytes;
    private final Map<Integer, ChunkStream> others = new HashMap<>();
    private final @Nullable ChunkStream[] usual = new ChunkStream[64];
    private final AckWindow window = new AckWindow();
    private int streamCount;
    private int chunkSize = ChunkEncoder.INITIAL_CHUNK_SIZE;
    private int assembledBytes;

    private @Nullable ChunkStream current;
    private int chunkLeft;
    private @Nullable AggregateReader aggregate;

    /** A decoder of a connection's first chunk. */
    public ChunkDecoder(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Counts the bytes that this decoder reads, and tells when to acknowledge them. */
    public AckWindow window() {
        return window;
    }

    /**
     * The next complete message. Reads no further than its end; what it leaves unread, at most a part of a header when
     * there is no message, must be there again on the next call.
     *
     * @return null if the input holds no more
     * @throws RtmpException if the input is not RTMP or goes beyond a limit
     */
    public @Nullable RtmpMessage next(ByteBuf in) {
        int before = in.readableBytes();
        RtmpMessage message = decode(in);
        window.received(before - in.readableBytes());
        return message;
    }

    private @Nullable RtmpMessage decode(ByteBuf in) {
        while (true) {
            RtmpMessage part = nextPart();
            if (part != null) {
                return part;
            }
            ChunkStream stream = current != null ? current : readHeader(in);
            if (stream == null || !readPayload(stream, in)) {
                return null;
            }
            if (stream.missing() == 0) {
                assembledBytes -= stream.received();
                RtmpMessage message = stream.take();
                if (!isInternal(message)) {
                    return message;
                }
            }
        }
    }

    private @Nullable RtmpMessage nextPart() {
        if (aggregate == null) {
            return null;
        }
        RtmpMessage part = aggregate.next();
        if (part == null) {
            aggregate = null;
        }
        return part;
    }

    /** Reads a chunk's payload as far as it is there; false if some is missing. */
    private boolean readPayload(ChunkStream stream, ByteBuf in) {
        int count = Math.min(chunkLeft, in.readableBytes());
        if (count > 0) {
            stream.append(in, count);
            assembledBytes += count;
            chunkLeft -= count;
            if (assembledBytes > maxMessageBytes) {
                throw new RtmpException("messages being assembled: " + assembledBytes + " bytes (expected: at most "
                        + maxMessageBytes + ")");
            }
        }
        current = chunkLeft > 0 ? stream : null;
        return chunkLeft == 0;
    }

    /** Reads a whole chunk header and makes its stream current; null, and nothing is read, if some is missing. */
    private @Nullable ChunkStream readHeader(ByteBuf in) {
        int start = in.readerIndex();
        if (!in.isReadable()) {
            return null;
        }
        int first = in.readUnsignedByte();
        int type = first >> 6;
        int idBytes = (first & 0x3F) == 0 ? 1 : (first & 0x3F) == 1 ? 2 : 0;
        int messageHeader = type == 0 ? 11 : type == 1 ? 7 : type == 2 ? 3 : 0;
        if (in.readableBytes() < idBytes + messageHeader) {
            in.readerIndex(start);
            return null;
        }
        ChunkStream stream = stream(readId(first & 0x3F, in), type);
        if (!readTime(stream, type, in)) {
            in.readerIndex(start);
            return null;
        }
        if (!stream.isAssembling()) {
            beginMessage(stream, type);
        }
        chunkLeft = Math.min(chunkSize, stream.missing());
        return stream;
    }

    private static int readId(int id, ByteBuf in) {
        return switch (id) {
            case 0 -> in.readUnsignedByte() + 64;
            case 1 -> in.readUnsignedShortLE() + 64;
            default -> id;
        };
    }

    private ChunkStream stream(int id, int type) {
        ChunkStream stream = id < usual.length ? usual[id] : others.get(id);
        if (stream == null) {
            if (type > 1) {
                throw new RtmpException("chunk type on fresh stream " + id + ": " + type + " (expected: 0 or 1)");
            }
            stream = add(id);
        } else if (stream.isAssembling() && type != 3) {
            throw new RtmpException("chunk type inside a message: " + type + " (expected: 3)");
        }
        return stream;
    }

    private ChunkStream add(int id) {
        if (++streamCount > MAX_CHUNK_STREAMS) {
            throw new RtmpException("chunk streams: " + streamCount + " (expected: at most " + MAX_CHUNK_STREAMS + ")");
        }
        ChunkStream stream = new ChunkStream();
        if (id < usual.length) {
            usual[id] = stream;
        } else {
            others.put(id, stream);
        }
        return stream;
    }

    /** Reads the message header and the extended timestamp; false, with nothing changed, if the latter is missing. */
    private boolean readTime(ChunkStream stream, int type, ByteBuf in) {
        if (type == 3) {
            return !stream.extended || readRepeatedTime(stream, in);
        }
        int field = in.readUnsignedMedium();
        int fixed = type == 0 ? 8 : type == 1 ? 4 : 0;
        boolean extended = field == ChunkEncoder.EXTENDED;
        if (extended && in.readableBytes() < fixed + 4) {
            return false;
        }
        if (type < 2) {
            stream.length = in.readUnsignedMedium();
            stream.type = in.readUnsignedByte();
            checkLength(stream.length);
        }
        if (type == 0) {
            stream.streamId = in.readIntLE();
        }
        stream.extended = extended;
        stream.timeField = extended ? in.readUnsignedInt() : field;
        return true;
    }

    /** Steps over the extended timestamp if it is there; false if more bytes are needed to tell. */
    private static boolean readRepeatedTime(ChunkStream stream, ByteBuf in) {
        int start = in.readerIndex();
        int readable = Math.min(4, in.readableBytes());
        for (int i = 0; i < readable; i++) {
            long expected = (stream.timeField >>> (24 - 8 * i)) & 0xFF;
            if (in.getUnsignedByte(start + i) != expected) {
                return true;
            }
        }
        if (readable < 4) {
            return false;
        }
        in.skipBytes(4);
        return true;
    }

    private void checkLength(int length) {
        if (length > maxMessageBytes) {
            throw new RtmpException("message length: " + length + " (expected: at most " + maxMessageBytes + ")");
        }
    }

    /** §5.3.1.2: types 1 and 2 bring a difference, type 3 repeats the last field, whichever it was. */
    private static void beginMessage(ChunkStream stream, int type) {
        if (type == 0) {
            stream.timestamp = stream.timeField;
        } else {
            stream.timestamp = stream.timestamp + stream.timeField & 0xFFFFFFFFL;
        }
        stream.begin();
    }

    /** Applies what concerns the chunk layer alone; true if nobody else needs to see it. */
    private boolean isInternal(RtmpMessage message) {
        switch (message.type()) {
            case MessageType.SET_CHUNK_SIZE -> setChunkSize(message.unsignedInt(0));
            case MessageType.WINDOW_ACK_SIZE -> window.setSize(message.unsignedInt(0));
            case MessageType.ABORT -> {
                abort(message.unsignedInt(0));
                return true;
            }
            case MessageType.AGGREGATE -> {
                aggregate = new AggregateReader(message);
                return true;
            }
            default -> {
                // For the session.
            }
        }
        return false;
    }

    /** §5.4.1: 1 to 2^31 - 1. */
    private void setChunkSize(long size) {
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw new RtmpException("chunk size: " + size + " (expected: 1 to " + Integer.MAX_VALUE + ")");
        }
        chunkSize = (int) size;
    }

    private void abort(long id) {
        ChunkStream stream = id < usual.length ? usual[(int) id] : others.get((int) id);
        if (stream != null && stream.isAssembling()) {
            assembledBytes -= stream.received();
            stream.abort();
        }
    }
}
