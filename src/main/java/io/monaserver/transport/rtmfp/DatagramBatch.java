package io.monaserver.transport.rtmfp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;

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

    private final ChannelHandlerContext out;
    private final boolean segments;
    private final byte[] gathered = new byte[1 << 16];
    private InetSocketAddress receiver = new InetSocketAddress(0);
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
        System.arraycopy(datagram, 0, gathered, bytes, length);
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

    private void write() {
        if (count == 0) {
            return;
        }
        ByteBuf content = out.alloc().directBuffer(bytes).writeBytes(gathered, 0, bytes);
        DatagramPacket packet = count == 1
                ? new DatagramPacket(content, receiver)
                : new SegmentedDatagramPacket(content, segment, receiver);
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
}
