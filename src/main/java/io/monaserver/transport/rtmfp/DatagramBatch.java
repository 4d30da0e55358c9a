package io.monaserver.transport.rtmfp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a loop sends. Datagrams in a row for one receiver, all of one length but for a shorter last one, become
 * one write that the system cuts into them (UDP segmentation); all writes go out together, in one call for many where
 * the system can. Belongs to the socket's loop.
 */
final class DatagramBatch {

    /** The kernel's UDP_MAX_SEGMENTS; older ones take no more. */
    private static final int MAX_SEGMENTS = 64;

    /** The largest that IP takes as one. */
    private static final int MAX_BYTES = 65_000;

    /** Writes that may wait for each other. */
    private static final int MAX_WAITING = 256;

    /** Rows lie one after the other in memory taken at once, which is cheaper than some for each. */
    private static final int CHUNK = 4 << 16;

    private final ChannelHandlerContext out;
    private final boolean segments;
    private @Nullable ByteBuf chunk;
    private InetSocketAddress receiver = new InetSocketAddress(0);
    private int start;
    private int bytes;
    private int count;
    private int segment;
    private int waiting;

    /** A batch for this socket, which cuts writes into datagrams itself or not. */
    DatagramBatch(ChannelHandlerContext out, boolean segments) {
        this.out = out;
        this.segments = segments;
    }

    /** Adds a datagram. */
    void add(byte[] datagram, int length, InetSocketAddress to) {
        if (!continues(length, to)) {
            write();
            receiver = to;
            segment = length;
        }
        room(length).writeBytes(datagram, 0, length);
        bytes += length;
        count++;
        if (length < segment) {
            // A shorter one ends the row.
            write();
        }
    }

    private boolean continues(int length, InetSocketAddress to) {
        return segments
                && count > 0
                && count < MAX_SEGMENTS
                && length <= segment
                && bytes + length <= MAX_BYTES
                && receiver.equals(to);
    }

    /** The memory that the row goes into; a row begins where the whole of it fits. */
    private ByteBuf room(int length) {
        ByteBuf current = chunk;
        if (current == null || (count == 0 && current.writableBytes() < Math.max(MAX_BYTES, length))) {
            releaseChunk();
            current = out.alloc().directBuffer(CHUNK);
            chunk = current;
        }
        if (count == 0) {
            start = current.writerIndex();
        }
        return current;
    }

    private void write() {
        ByteBuf current = chunk;
        if (count == 0 || current == null) {
            return;
        }
        ByteBuf row = current.retainedSlice(start, bytes);
        DatagramPacket packet =
                count == 1 ? new DatagramPacket(row, receiver) : new SegmentedDatagramPacket(row, segment, receiver);
        out.write(packet, out.voidPromise());
        bytes = 0;
        count = 0;
        if (++waiting >= MAX_WAITING) {
            flush();
        }
    }

    /** Sends all. */
    void flush() {
        write();
        if (waiting > 0) {
            waiting = 0;
            out.flush();
        }
    }

    /** Gives its memory back; the socket is closed. */
    void close() {
        count = 0;
        bytes = 0;
        releaseChunk();
    }

    private void releaseChunk() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
    }
}
