package io.monaserver.transport.rtmfp;

import io.monaserver.common.Clock;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Lets datagrams gather: after a read that followed close on another one the socket rests for a moment. With hundreds
 * of listeners an acknowledgement comes every few microseconds; each by itself would cost calls to the system and a
 * turn of the loop, and what they make room for would go in as many small batches. A socket that hears little never
 * rests.
 */
final class ReadPace extends ChannelInboundHandlerAdapter {

    /** What each datagram may wait at most, and little beside what the network takes. */
    static final long REST_NANOS = 1_000_000;

    private final Clock clock;
    private final int full;
    private long lastNanos;
    private int datagrams;

    /**
     * A pace for one socket.
     *
     * @param full datagrams of a read that may have left others behind, after which there is no rest
     */
    ReadPace(Clock clock, int full) {
        this.clock = clock;
        this.full = full;
        this.lastNanos = clock.nanos() - 2 * REST_NANOS;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        datagrams++;
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        long now = clock.nanos();
        boolean close = now - lastNanos < 2 * REST_NANOS;
        if (close && datagrams < full) {
            context.channel().config().setAutoRead(false);
            context.executor()
                    .schedule(() -> context.channel().config().setAutoRead(true), REST_NANOS, TimeUnit.NANOSECONDS);
        }
        datagrams = 0;
        lastNanos = now;
    }
}
