package io.monaserver.protocol.rtmfp.flash;

import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a flow is for (§5.1.1).
 *
 * @param kind what it carries
 * @param streamId the stream whose messages it carries; 0 is the connection itself
 * @param networkOrder whether messages are best taken as they arrive
 */
public record FlowMetadata(Kind kind, long streamId, boolean networkOrder) {

    private static final int STREAM_ID_PRESENT = 0x04;
    private static final int NETWORK_ORDER = 0x01;

    /** What a flow can carry. */
    public enum Kind {
        /** RTMP messages: "TC". */
        STREAM('T'),
        /** Membership of a group: "GC". */
        GROUP('G');

        private final int letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    /** The metadata of a flow of RTMP messages. */
    public static FlowMetadata ofStream(long streamId, boolean networkOrder) {
        return new FlowMetadata(Kind.STREAM, streamId, networkOrder);
    }

    /** The metadata of a flow about a group. */
    public static FlowMetadata ofGroup() {
        return new FlowMetadata(Kind.GROUP, 0, false);
    }

    /** Reads metadata; null, and the flow is to be rejected, if nobody here knows what they mean. */
    public static @Nullable FlowMetadata read(byte[] metadata) {
        try {
            WireReader in = new WireReader(Slice.of(metadata));
            int letter = in.readByte();
            if (in.readByte() != 'C') {
                return null;
            }
            if (letter == Kind.GROUP.letter) {
                return new FlowMetadata(Kind.GROUP, 0, false);
            }
            int flags = in.readByte();
            if (letter != Kind.STREAM.letter || (flags & STREAM_ID_PRESENT) == 0) {
                return null;
            }
            return ofStream(in.readVlu(), (flags & NETWORK_ORDER) != 0);
        } catch (MalformedPacketException expected) {
            return null;
        }
    }

    /** The bytes of a flow's metadata. */
    public byte[] encode() {
        WireWriter out = new WireWriter(16).writeByte(kind.letter).writeByte('C');
        if (kind == Kind.STREAM) {
            out.writeByte(STREAM_ID_PRESENT | (networkOrder ? NETWORK_ORDER : 0))
                    .writeVlu(streamId);
        }
        return out.copySince(0);
    }
}
