package io.monaserver.transport.rtmfp;

import io.monaserver.common.Clock;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the socket of those who have no session yet, a few at a time with pauses, so that however many there are cost
 * the sessions of the same processor little; the kernel drops what does not fit into the socket meanwhile.
 */
final class StartupReader extends ChannelInboundHandlerAdapter {

    /** Datagrams that one read brings at most. */
    static final int AT_ONCE = 10;

    /** Five a millisecond, enough for two thousand handshakes in a second. */
    static final int PAUSE_MS = 2;

    /** How late a busy loop may be and still make up for it, or it would take fewer than it could. */
    static final int LATEST_MS = 20;

    /** A tenth of a second of these: who waits longer has repeated itself. */
    static final int SOCKET_BUFFER = 256 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(StartupReader.class);

    private final Clock clock;
    private final Consumer<DatagramPacket> taker;
    private long nextMs;

    /** Reads for somebody who is done with each datagram at once. Nothing is read before the channel is told to. */
    StartupReader(Clock clock, Consumer<DatagramPacket> taker) {
        this.clock = clock;
        this.taker = taker;
        this.nextMs = clock.millis();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        try {
            taker.accept(packet);
        } finally {
            packet.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        long now = clock.millis();
        nextMs = Math.max(nextMs, now - LATEST_MS) + PAUSE_MS;
        // Never from here: the channel would not notice that there is more.
        context.executor().schedule(context::read, Math.max(0, nextMs - now), TimeUnit.MILLISECONDS);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.warn("RTMFP socket of hellos: {}", String.valueOf(cause.getMessage()));
    }
}
