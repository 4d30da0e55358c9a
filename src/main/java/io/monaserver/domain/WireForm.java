package io.monaserver.domain;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * How a transport writes a stream: pure functions from packets to bytes, so that the publication encodes once what many
 * listeners get. Two forms that are {@link Object#equals equal} give the same bytes; listeners of equal forms share one
 * buffer. A form has no state: what a packet depends on is in {@link StreamPacket}.
 *
 * <p>A method that has nothing to write (a kind this form does not carry) writes nothing. Called on any thread.
 */
public interface WireForm {

    /**
     * Whether what precedes the packets depends on the codecs. A container is begun with the first frame and then gets
     * all headers; other forms carry headers as they come.
     */
    default boolean isContainer() {
        return false;
    }

    /** Whether players of this form show no picture before they were sent a sound, were it an empty one. */
    default boolean picturesWaitForSound() {
        return false;
    }

    /** A buffer for what this form writes: outside the heap, as sockets take it, or where its sinks want it. */
    default ByteBuf allocate(int bytes) {
        return PooledByteBufAllocator.DEFAULT.directBuffer(bytes);
    }

    /** Writes what precedes all packets for one listener: a container's header. The headers follow as packets. */
    default void writeStart(StreamHeaders headers, ByteBuf out) {
        // Where packets are messages nothing precedes the first.
    }

    /**
     * Writes a packet for a listener that was not sent the previous packet of this kind.
     *
     * @param baseMs the time on the publisher's timeline that is this listener's zero, at most the packet's time
     */
    void writeFirst(StreamPacket packet, long baseMs, ByteBuf out);

    /** Writes a packet for every listener that was sent the previous packet of this kind. */
    void writeNext(StreamPacket packet, ByteBuf out);
}
