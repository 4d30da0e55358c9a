package io.monaserver.protocol.rtmfp.packet;

import io.monaserver.protocol.rtmfp.packet.SessionChunk.UserData;
import org.jspecify.annotations.Nullable;

/**
 * Takes the chunks of one packet apart (§2.3). Chunks that are unknown, do not belong into packets of this mode, or are
 * broken are stepped over one by one, and counted if broken; bytes that cannot be a chunk are padding.
 */
public final class ChunkReader {

    private final byte[] array;
    private final int end;
    private final boolean startup;
    private int position;
    private int malformed;
    private @Nullable UserData previous;

    /** Reads what follows a packet's header. */
    public ChunkReader(WireReader packet, PacketHeader header) {
        Slice rest = packet.readRest();
        this.array = rest.array();
        this.position = rest.offset();
        this.end = position + rest.length();
        this.startup = header.mode() == PacketHeader.MODE_STARTUP;
    }

    /** The number of broken chunks so far. */
    public int malformed() {
        return malformed;
    }

    /** The next chunk, null at the end. */
    public @Nullable Chunk next() {
        while (end - position >= Chunk.HEADER_LENGTH) {
            int type = array[position] & 0xFF;
            int length = (array[position + 1] & 0xFF) << 8 | (array[position + 2] & 0xFF);
            position += Chunk.HEADER_LENGTH;
            if (length > end - position) {
                break;
            }
            WireReader payload = new WireReader(array, position, length);
            position += length;
            Chunk chunk = readOrSkip(type, payload);
            if (chunk != null) {
                return chunk;
            }
        }
        position = end;
        return null;
    }

    private @Nullable Chunk readOrSkip(int type, WireReader payload) {
        try {
            return startup ? readStartup(type, payload) : readSession(type, payload);
        } catch (MalformedPacketException expected) {
            malformed++;
            if (type == ChunkType.USER_DATA) {
                previous = null;
            }
            return null;
        }
    }

    private static @Nullable StartupChunk readStartup(int type, WireReader in) {
        return switch (type) {
            case ChunkType.INITIATOR_HELLO -> StartupChunk.InitiatorHello.read(in);
            case ChunkType.RESPONDER_HELLO -> StartupChunk.ResponderHello.read(in);
            case ChunkType.RESPONDER_REDIRECT -> StartupChunk.Redirect.read(in);
            case ChunkType.COOKIE_CHANGE -> StartupChunk.CookieChange.read(in);
            case ChunkType.INITIATOR_KEYING -> StartupChunk.InitiatorKeying.read(in);
            case ChunkType.RESPONDER_KEYING -> StartupChunk.ResponderKeying.read(in);
            case ChunkType.FRAGMENT -> StartupChunk.Fragment.read(in);
            default -> null;
        };
    }

    private @Nullable SessionChunk readSession(int type, WireReader in) {
        return switch (type) {
            case ChunkType.USER_DATA -> remember(UserData.read(in));
            case ChunkType.NEXT_USER_DATA -> readNext(in);
            case ChunkType.RANGE_ACK -> SessionChunk.DataAck.readRanges(in);
            case ChunkType.BITMAP_ACK -> SessionChunk.DataAck.readBitmap(in);
            case ChunkType.PING -> new SessionChunk.Ping(in.readRest());
            case ChunkType.PING_REPLY -> new SessionChunk.PingReply(in.readRest());
            case ChunkType.BUFFER_PROBE -> new SessionChunk.BufferProbe(in.readVlu());
            case ChunkType.FLOW_EXCEPTION -> SessionChunk.FlowException.read(in);
            case ChunkType.FORWARDED_HELLO -> SessionChunk.ForwardedHello.read(in);
            case ChunkType.CLOSE -> new SessionChunk.Close();
            case ChunkType.CLOSE_ACK -> new SessionChunk.CloseAck();
            default -> null;
        };
    }

    /** §2.3.12: belongs to the nearest data chunk before it in the packet; without one it says nothing. */
    private UserData readNext(WireReader in) {
        if (previous == null || previous.sequenceNumber() == Long.MAX_VALUE) {
            throw new MalformedPacketException("next user data: without user data (expected: after user data)");
        }
        UserData before = previous;
        previous = null;
        return remember(before.readNext(in));
    }

    private UserData remember(UserData data) {
        previous = data;
        return data;
    }
}
