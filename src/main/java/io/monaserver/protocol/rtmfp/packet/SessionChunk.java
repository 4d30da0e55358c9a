package io.monaserver.protocol.rtmfp.packet;

import org.jspecify.annotations.Nullable;

/** What is said inside a session: in packets of mode 1 or 2, under the session's keys. */
public sealed interface SessionChunk extends Chunk {

    /**
     * A hello that somebody passes on (§2.3.3).
     *
     * @param endpointDiscriminator names the receiver, if the forwarder was right
     * @param replyAddress where the hello came from
     * @param tag comes back in the answer
     */
    record ForwardedHello(Slice endpointDiscriminator, Address replyAddress, Slice tag) implements SessionChunk {

        /** Reads what follows the head of the chunk. */
        public static ForwardedHello read(WireReader in) {
            return new ForwardedHello(in.readSized(), Address.read(in), in.readRest());
        }

        @Override
        public void write(WireWriter out) {
            int start = out.beginChunk(ChunkType.FORWARDED_HELLO);
            out.writeSized(endpointDiscriminator);
            replyAddress.write(out);
            out.write(tag);
            out.endChunk(start);
        }
    }

    /**
     * "Are you there" (§2.3.9).
     *
     * @param message comes back
     */
    record Ping(Slice message) implements SessionChunk {
        @Override
        public void write(WireWriter out) {
            int start = out.beginChunk(ChunkType.PING);
            out.write(message);
            out.endChunk(start);
        }
    }

    /**
     * "Here I am" (§2.3.10).
     *
     * @param message the ping's
     */
    record PingReply(Slice message) implements SessionChunk {
        @Override
        public void write(WireWriter out) {
            int start = out.beginChunk(ChunkType.PING_REPLY);
            out.write(message);
            out.endChunk(start);
        }
    }

    /**
     * A fragment of a message (§2.3.11). A Next User Data chunk (§2.3.12) is read as the full one it stands for.
     *
     * @param flowId the sender's number of the flow
     * @param sequenceNumber at least 1
     * @param forwardSequenceNumber nothing up to it will be sent any more
     * @param fragmentControl one of {@link FragmentControl}
     * @param isAbandoned the sender gave it up; there are no data
     * @param isFinal the flow ends here
     * @param options null if there are none
     * @param data a part of a message
     */
    record UserData(
            long flowId,
            long sequenceNumber,
            long forwardSequenceNumber,
            int fragmentControl,
            boolean isAbandoned,
            boolean isFinal,
            @Nullable FlowOptions options,
            Slice data)
            implements SessionChunk {

        static final int HAS_OPTIONS = 0x80;
        static final int ABANDON = 0x02;
        static final int FINAL = 0x01;
        private static final int FRAGMENT_SHIFT = 4;
        private static final int FRAGMENT_MASK = 3;

        /** Reads a full chunk; §2.3.11 bounds its numbers. */
        static UserData read(WireReader in) {
            int flags = in.readByte();
            long flowId = in.readVlu();
            long sequence = in.readVlu();
            long offset = in.readVlu();
            if (sequence <= 0 || offset < 0 || offset > sequence) {
                throw new MalformedPacketException("sequence number: " + Long.toUnsignedString(sequence) + ", offset "
                        + Long.toUnsignedString(offset) + " (expected: positive, not below its offset)");
            }
            if (offset == 0 && (flags & ABANDON) == 0) {
                throw new MalformedPacketException("forward offset: 0 (expected: positive unless abandoned)");
            }
            return read(in, flags, flowId, sequence, sequence - offset);
        }

        /** Reads what both kinds of chunk have. */
        private static UserData read(WireReader in, int flags, long flowId, long sequence, long forward) {
            FlowOptions options = (flags & HAS_OPTIONS) != 0 ? FlowOptions.read(in) : null;
            return new UserData(
                    flowId,
                    sequence,
                    forward,
                    (flags >> FRAGMENT_SHIFT) & FRAGMENT_MASK,
                    (flags & ABANDON) != 0,
                    (flags & FINAL) != 0,
                    options,
                    in.readRest());
        }

        /** Reads a Next User Data chunk that follows this one. */
        UserData readNext(WireReader in) {
            return read(in, in.readByte(), flowId, sequenceNumber + 1, forwardSequenceNumber);
        }

        /** The flags byte of a chunk. */
        public static int flags(int fragmentControl, boolean abandoned, boolean last, boolean withOptions) {
            return fragmentControl << FRAGMENT_SHIFT
                    | (abandoned ? ABANDON : 0)
                    | (last ? FINAL : 0)
                    | (withOptions ? HAS_OPTIONS : 0);
        }

        @Override
        public void write(WireWriter out) {
            int start = out.beginChunk(ChunkType.USER_DATA);
            out.writeByte(flags(fragmentControl, isAbandoned, isFinal, options != null));
            out.writeVlu(flowId).writeVlu(sequenceNumber).writeVlu(sequenceNumber - forwardSequenceNumber);
            if (options != null) {
                Slice metadata = options.metadata() == null ? Slice.EMPTY : options.metadata();
                out.write(FlowOptions.encode(metadata.toBytes(), options.association()));
            }
            out.write(data);
            out.endChunk(start);
        }
    }

    /**
     * What the receiver of a flow has (§2.3.13, §2.3.14), whichever of the two forms it came in.
     *
     * @param flowId the sender's number of the flow
     * @param bufferBlocks blocks of 1024 bytes that the receiver can take, unsigned
     * @param cumulativeAck all up to it
     * @param ranges first and last of each further run, ascending
     */
    record DataAck(long flowId, long bufferBlocks, long cumulativeAck, long... ranges) implements SessionChunk {

        static DataAck readRanges(WireReader in) {
            return AckRanges.readRuns(in);
        }

        static DataAck readBitmap(WireReader in) {
            return AckRanges.readBits(in);
        }

        @Override
        public void write(WireWriter out) {
            AckRanges.writeRuns(this, out);
        }
    }

    /**
     * "How much can you take" (§2.3.15).
     *
     * @param flowId the sender's number of the flow
     */
    record BufferProbe(long flowId) implements SessionChunk {
        @Override
        public void write(WireWriter out) {
            int start = out.beginChunk(ChunkType.BUFFER_PROBE);
            out.writeVlu(flowId);
            out.endChunk(start);
        }
    }

    /**
     * "I do not want this flow" (§2.3.16).
     *
     * @param flowId the sender's number of the flow
     * @param code the application's reason, 0 if there is none
     */
    record FlowException(long flowId, long code) implements SessionChunk {

        static FlowException read(WireReader in) {
            return new FlowException(in.readVlu(), in.readVlu());
        }

        @Override
        public void write(WireWriter out) {
            int start = out.beginChunk(ChunkType.FLOW_EXCEPTION);
            out.writeVlu(flowId).writeVlu(code);
            out.endChunk(start);
        }
    }

    /** "Let us end this session" (§2.3.17). */
    record Close() implements SessionChunk {
        @Override
        public void write(WireWriter out) {
            out.endChunk(out.beginChunk(ChunkType.CLOSE));
        }
    }

    /** "It has ended" (§2.3.18). */
    record CloseAck() implements SessionChunk {
        @Override
        public void write(WireWriter out) {
            out.endChunk(out.beginChunk(ChunkType.CLOSE_ACK));
        }
    }
}
