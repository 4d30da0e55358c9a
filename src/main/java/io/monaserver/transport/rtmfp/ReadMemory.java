package io.monaserver.transport.rtmfp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import java.nio.ByteBuffer;

/**
 * Memory that a socket reads many datagrams into with one call, the same again and again: whoever takes them is done
 * with each before the next call. Each datagram has room for the largest there is, of which no more is touched than it
 * fills.
 */
final class ReadMemory implements RecvByteBufAllocator {

    /** The largest payload of UDP over IPv4; over IPv6 it is 20 bytes more, which no RTMFP end sends. */
    static final int DATAGRAM = 65_507;

    /** Calls in a row, so that other sockets of the loop have their turn. */
    static final int MAX_CALLS = 4;

    private final int datagrams;
    private final boolean greedy;

    /**
     * Memory for reads.
     *
     * @param datagrams that one call may bring
     * @param greedy whether to call again at once when it brought so many
     */
    ReadMemory(int datagrams, boolean greedy) {
        this.datagrams = datagrams;
        this.greedy = greedy;
    }

    @Override
    public ExtendedHandle newHandle() {
        return new Reads();
    }

    private final class Reads implements ExtendedHandle {

        private ByteBuf memory = memory();
        private int calls;
        private int lastMessages;
        private int attempted;
        private int last;

        private ByteBuf memory() {
            return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(datagrams * DATAGRAM));
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            if (memory.refCnt() > 1) {
                memory.release();
                memory = memory();
            }
            calls++;
            lastMessages = 0;
            return memory.clear().retain();
        }

        @Override
        public int guess() {
            return datagrams * DATAGRAM;
        }

        @Override
        public void reset(ChannelConfig config) {
            calls = 0;
        }

        @Override
        public void incMessagesRead(int count) {
            lastMessages += count;
        }

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        /** A call that brought less than it could left nothing behind. */
        @Override
        public boolean continueReading() {
            return greedy && lastMessages >= datagrams && calls < MAX_CALLS;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return continueReading();
        }

        @Override
        public void readComplete() {}
    }
}
