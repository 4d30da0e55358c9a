package io.monaserver.protocol.rtmfp.flow;

import io.monaserver.protocol.rtmfp.packet.Chunk;
import io.monaserver.protocol.rtmfp.packet.ChunkType;
import io.monaserver.protocol.rtmfp.packet.FlowOptions;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.UserData;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a flow's fragments into packets (§3.6.2.3.1, §3.6.2.3.2): the first chunk of a packet says all, those that
 * follow on it only what differs. What the flow is for is said until the receiver has heard of it.
 */
final class FragmentWriter {

    /** Type, length, flags; and a sequence number below 2^35 with its offset below 2^28. */
    private static final int CHUNK_OVERHEAD = Chunk.HEADER_LENGTH + 1 + 5 + 4;

    private static final long NONE = -1;

    private final long flowId;
    private byte @Nullable [] startupOptions;
    private long forward;
    private long previous = NONE;

    /**
     * Of a new flow.
     *
     * @param association the received flow that it answers, null if none
     */
    FragmentWriter(long flowId, byte[] metadata, @Nullable Long association) {
        this.flowId = flowId;
        this.startupOptions = FlowOptions.encode(metadata, association);
    }

    /** The receiver has heard what the flow is for. */
    void introduced() {
        startupOptions = null;
    }

    /** What a fragment may take to fit into a packet of its own, whatever else its chunk must say (§3.6.2.2). */
    int room(int packetRoom) {
        int options = startupOptions == null ? 0 : startupOptions.length;
        return packetRoom - CHUNK_OVERHEAD - WireWriter.vluLength(flowId) - options;
    }

    /** A packet begins; nothing up to this number will be sent any more. */
    void begin(long forwardSequenceNumber) {
        forward = forwardSequenceNumber;
        previous = NONE;
    }

    /** Whether something was written into the packet. */
    boolean hasWritten() {
        return previous != NONE;
    }

    /**
     * Writes a fragment, false if it does not fit.
     *
     * @param last whether the flow ends with it
     */
    boolean write(WireWriter out, Fragment fragment, boolean last) {
        boolean next = hasWritten() && fragment.sequence == previous + 1;
        byte[] options = hasWritten() ? null : startupOptions;
        OutgoingMessage message = fragment.isAbandoned() ? null : fragment.message;
        int length = message == null ? 0 : fragment.length;
        long offset = fragment.sequence - forward;
        int size = Chunk.HEADER_LENGTH + 1 + length + (options == null ? 0 : options.length);
        if (!next) {
            size += WireWriter.vluLength(flowId)
                    + WireWriter.vluLength(fragment.sequence)
                    + WireWriter.vluLength(offset);
        }
        if (size > out.remaining()) {
            return false;
        }
        int start = out.beginChunk(next ? ChunkType.NEXT_USER_DATA : ChunkType.USER_DATA);
        out.writeByte(UserData.flags(fragment.control, message == null, last, options != null));
        if (!next) {
            out.writeVlu(flowId).writeVlu(fragment.sequence).writeVlu(offset);
        }
        if (options != null) {
            out.write(options);
        }
        if (message != null) {
            message.write(out, fragment.offset, length);
        }
        out.endChunk(start);
        previous = fragment.sequence;
        return true;
    }
}
