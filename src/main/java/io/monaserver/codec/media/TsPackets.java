package io.monaserver.codec.media;

import io.netty.buffer.ByteBuf;

/**
 * Cuts frames into the packets of a transport stream (ITU-T H.222.0 §2.4.3). Stateless: the continuity counter begins
 * with 0 in every frame, so that one encoding serves many receivers; {@link TsContinuity} gives each its own counting.
 */
final class TsPackets {

    /** Size of a packet. */
    static final int SIZE = 188;

    static final int VIDEO_ID = 0xE0;
    static final int AUDIO_ID = 0xC0;

    private static final int HEAD = 4;
    private static final int SYNC = 0x47;
    private static final int PES_HEAD = 9;
    private static final int TIME_SIZE = 5;
    private static final int CLOCK_SIZE = 8;
    private static final int TICKS_PER_MS = 90;

    /** How far decoding is behind the clock: what a decoder may buffer, and room for pictures shown before. */
    private static final long DELAY_TICKS = 700 * TICKS_PER_MS;

    private TsPackets() {}

    /**
     * A frame's place.
     *
     * @param pid of its stream
     * @param id of the stream within the program: {@link #VIDEO_ID} or {@link #AUDIO_ID}
     * @param timeMs when it is decoded
     * @param compositionMs from then to when it is shown
     * @param isKey whether decoding may start here
     * @param hasClock whether its stream carries the clock
     */
    record Frame(int pid, int id, long timeMs, int compositionMs, boolean isKey, boolean hasClock) {}

    /** Writes a frame: all readable bytes, which are not consumed. */
    static void write(Frame frame, ByteBuf data, ByteBuf out) {
        int at = data.readerIndex();
        int end = data.writerIndex();
        boolean first = true;
        for (int counter = 0; first || at < end; counter++) {
            int packet = out.writerIndex();
            int pes = first ? pesSize(frame) : 0;
            int flags = first ? flags(frame) : 0;
            int field = flags == 0 ? 0 : 2 + (frame.hasClock() ? CLOCK_SIZE - 2 : 0);
            int room = SIZE - HEAD - field - pes;
            int taken = Math.min(room, end - at);
            int stuffing = room - taken;
            writeHead(frame.pid(), first, field + stuffing > 0, counter, out);
            writeField(frame, flags, field + stuffing, out);
            if (first) {
                writePes(frame, end - at, out);
            }
            out.writeBytes(data, at, taken);
            at += taken;
            first = false;
            assert out.writerIndex() - packet == SIZE;
        }
    }

    /** §2.4.3.2. */
    static void writeHead(int pid, boolean isStart, boolean hasField, int counter, ByteBuf out) {
        out.writeByte(SYNC);
        out.writeShort((isStart ? 0x4000 : 0) | pid);
        out.writeByte((hasField ? 0x30 : 0x10) | (counter & 0x0F));
    }

    private static int flags(Frame frame) {
        return (frame.isKey() ? 0x40 : 0) | (frame.hasClock() ? 0x10 : 0);
    }

    /** The adaptation field (§2.4.3.4) in exactly this size: flags, the clock, and stuffing. */
    private static void writeField(Frame frame, int flags, int size, ByteBuf out) {
        if (size == 0) {
            return;
        }
        int end = out.writerIndex() + size;
        out.writeByte(size - 1);
        if (size > 1) {
            out.writeByte(flags);
            if ((flags & 0x10) != 0) {
                writeClock(frame.timeMs() * TICKS_PER_MS, out);
            }
            while (out.writerIndex() < end) {
                out.writeByte(0xFF);
            }
        }
    }

    /** 33 bits at 90 kHz, six reserved ones, and no extension (§2.4.3.5). */
    private static void writeClock(long ticks, ByteBuf out) {
        out.writeInt((int) (ticks >> 1));
        out.writeShort((int) (ticks & 1) << 15 | 0x7E00);
    }

    private static int pesSize(Frame frame) {
        return PES_HEAD + (frame.compositionMs() == 0 ? TIME_SIZE : 2 * TIME_SIZE);
    }

    /** §2.4.3.6. A length of 0 is for video that is too long for one. */
    private static void writePes(Frame frame, int size, ByteBuf out) {
        boolean hasBoth = frame.compositionMs() != 0;
        long decoded = frame.timeMs() * TICKS_PER_MS + DELAY_TICKS;
        long shown = decoded + (long) frame.compositionMs() * TICKS_PER_MS;
        int length = pesSize(frame) - 6 + size;
        out.writeMedium(1);
        out.writeByte(frame.id());
        out.writeShort(length > 0xFFFF ? 0 : length);
        out.writeByte(0x84);
        out.writeByte(hasBoth ? 0xC0 : 0x80);
        out.writeByte(hasBoth ? 2 * TIME_SIZE : TIME_SIZE);
        writeTime(hasBoth ? 3 : 2, shown, out);
        if (hasBoth) {
            writeTime(1, decoded, out);
        }
    }

    private static void writeTime(int mark, long ticks, ByteBuf out) {
        out.writeByte(mark << 4 | ((int) (ticks >> 29) & 0x0E) | 1);
        out.writeShort(((int) (ticks >> 14) & 0xFFFE) | 1);
        out.writeShort(((int) (ticks << 1) & 0xFFFE) | 1);
    }
}
