package io.monaserver.protocol.rtmfp.packet;

import io.monaserver.protocol.rtmfp.packet.SessionChunk.DataAck;
import java.util.Arrays;

/** The two forms in which received sequence numbers are told: run lengths (§2.3.14) and bits (§2.3.13). */
public final class AckRanges {

    private static final int BITS = 8;

    private final long[] bounds;
    private int size;

    private AckRanges(int runs) {
        bounds = new long[2 * runs];
    }

    /** Reads run lengths. §2.3.14: a cut or impossible last run ends the list, not the chunk. */
    static DataAck readRuns(WireReader in) {
        long flowId = in.readVlu();
        long blocks = in.readVlu();
        long cumulative = readCumulative(in);
        AckRanges ranges = new AckRanges(in.remaining() / 2);
        long cursor = cumulative;
        try {
            while (in.remaining() > 0) {
                long holes = in.readVlu();
                long received = in.readVlu();
                long from = cursor + 2 + holes;
                long to = from + received;
                if (holes < 0 || received < 0 || from < cursor || to < from) {
                    break;
                }
                ranges.add(from, to);
                cursor = to;
            }
        } catch (MalformedPacketException expected) {
            // Up to here it is good.
        }
        return ranges.toAck(flowId, blocks, cumulative);
    }

    /** Reads bits: the lowest one of the first byte is the second number after the cumulative acknowledgement. */
    static DataAck readBits(WireReader in) {
        long flowId = in.readVlu();
        long blocks = in.readVlu();
        long cumulative = readCumulative(in);
        Slice bits = in.readRest();
        AckRanges ranges = new AckRanges(bits.length() * BITS / 2 + 1);
        for (int i = 0; i < bits.length() * BITS; i++) {
            long number = cumulative + 2 + i;
            if (((bits.at(i / BITS) >> (i % BITS)) & 1) != 0 && number > 0) {
                ranges.addOne(number);
            }
        }
        return ranges.toAck(flowId, blocks, cumulative);
    }

    /** Writes as many runs as fit, as run lengths. */
    public static void writeRuns(DataAck ack, WireWriter out) {
        int start = out.beginChunk(ChunkType.RANGE_ACK);
        out.writeVlu(ack.flowId()).writeVlu(ack.bufferBlocks()).writeVlu(ack.cumulativeAck());
        long cursor = ack.cumulativeAck();
        long[] ranges = ack.ranges();
        for (int i = 0; i + 1 < ranges.length; i += 2) {
            long holes = ranges[i] - cursor - 2;
            long received = ranges[i + 1] - ranges[i];
            if (WireWriter.vluLength(holes) + WireWriter.vluLength(received) > out.remaining()) {
                break;
            }
            out.writeVlu(holes).writeVlu(received);
            cursor = ranges[i + 1];
        }
        out.endChunk(start);
    }

    /** Writes as many bits as fit. */
    public static void writeBits(DataAck ack, WireWriter out) {
        int start = out.beginChunk(ChunkType.BITMAP_ACK);
        out.writeVlu(ack.flowId()).writeVlu(ack.bufferBlocks()).writeVlu(ack.cumulativeAck());
        int bytes = (int) Math.min(bitmapBytes(ack), out.remaining());
        long first = ack.cumulativeAck() + 2;
        long[] ranges = ack.ranges();
        int range = 0;
        for (int i = 0; i < bytes; i++) {
            int value = 0;
            for (int bit = 0; bit < BITS; bit++) {
                long number = first + (long) i * BITS + bit;
                while (range < ranges.length && ranges[range + 1] < number) {
                    range += 2;
                }
                if (range < ranges.length && ranges[range] <= number) {
                    value |= 1 << bit;
                }
            }
            out.writeByte(value);
        }
        out.endChunk(start);
    }

    /** §3.6.3.4.3: whichever form is shorter. */
    public static void writeCompact(DataAck ack, WireWriter out) {
        if (bitmapBytes(ack) < runBytes(ack)) {
            writeBits(ack, out);
        } else {
            writeRuns(ack, out);
        }
    }

    /** The bytes that the shorter form takes, with the chunk's header. */
    public static int compactLength(DataAck ack) {
        return Chunk.HEADER_LENGTH
                + WireWriter.vluLength(ack.flowId())
                + WireWriter.vluLength(ack.bufferBlocks())
                + WireWriter.vluLength(ack.cumulativeAck())
                + (int) Math.min(bitmapBytes(ack), runBytes(ack));
    }

    private static long bitmapBytes(DataAck ack) {
        long[] ranges = ack.ranges();
        return ranges.length == 0 ? 0 : (ranges[ranges.length - 1] - ack.cumulativeAck() - 2) / BITS + 1;
    }

    private static int runBytes(DataAck ack) {
        int bytes = 0;
        long cursor = ack.cumulativeAck();
        long[] ranges = ack.ranges();
        for (int i = 0; i + 1 < ranges.length; i += 2) {
            bytes += WireWriter.vluLength(ranges[i] - cursor - 2) + WireWriter.vluLength(ranges[i + 1] - ranges[i]);
            cursor = ranges[i + 1];
        }
        return bytes;
    }

    private static long readCumulative(WireReader in) {
        long cumulative = in.readVlu();
        if (cumulative < 0) {
            throw new MalformedPacketException(
                    "cumulative acknowledgement: " + Long.toUnsignedString(cumulative) + " (expected: below 2^63)");
        }
        return cumulative;
    }

    private void add(long from, long to) {
        bounds[size++] = from;
        bounds[size++] = to;
    }

    private void addOne(long number) {
        if (size > 0 && bounds[size - 1] == number - 1) {
            bounds[size - 1] = number;
        } else {
            add(number, number);
        }
    }

    private DataAck toAck(long flowId, long blocks, long cumulative) {
        return new DataAck(flowId, blocks, cumulative, Arrays.copyOf(bounds, size));
    }
}
