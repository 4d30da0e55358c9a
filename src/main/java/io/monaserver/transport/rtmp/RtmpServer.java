package io.monaserver.transport.rtmp;

import io.monaserver.common.Clock;
import io.monaserver.domain.Loop;
import io.monaserver.domain.client.Sessions;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import io.monaserver.metrics.Metrics.Tally;
import io.monaserver.transport.net.EventLoops;
import io.monaserver.transport.net.TcpServer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Listens for RTMP clients, RTMPE ones included. */
public final class RtmpServer implements AutoCloseable {

    private static final String PROTOCOL = "RTMP";

    /**
     * How to serve.
     *
     * @param address where to listen
     * @param timeout silence after which a client is closed; it is pinged at half of it
     * @param socketBufferSize bytes of each connection's send and receive buffers, 0 for the system's own size
     */
    public record Settings(InetSocketAddress address, Duration timeout, int socketBufferSize) {}

    private final EventLoops loops;
    private final Sessions sessions;
    private final Duration timeout;
    private final Tally accepted;
    private final Tally malformed;
    private final Tally receivedBytes;
    private final Tally sentBytes;
    private final TcpServer listener;

    private RtmpServer(EventLoops loops, Sessions sessions, Settings settings, Metrics metrics) throws IOException {
        this.loops = loops;
        this.sessions = sessions;
        this.timeout = settings.timeout();
        this.accepted = metrics.tally(Meter.CONNECTIONS, PROTOCOL);
        this.malformed = metrics.tally(Meter.MALFORMED, PROTOCOL);
        this.receivedBytes = metrics.tally(Meter.BYTES_RECEIVED, PROTOCOL);
        this.sentBytes = metrics.tally(Meter.BYTES_SENT, PROTOCOL);
        this.listener = TcpServer.bind(
                loops,
                new TcpServer.Settings(settings.address(), settings.socketBufferSize()),
                sessions.blacklist(),
                connections());
    }

    /**
     * Listens until closed.
     *
     * @throws IOException if the address cannot be bound
     */
    public static RtmpServer start(EventLoops loops, Sessions sessions, Settings settings, Metrics metrics)
            throws IOException {
        return new RtmpServer(loops, sessions, settings, metrics);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** Stops listening; clients stay until their sessions end. */
    @Override
    public void close() {
        listener.close();
    }

    private ChannelInitializer<Channel> connections() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new RtmpConnection(RtmpServer.this));
            }
        };
    }

    Sessions sessions() {
        return sessions;
    }

    Loop loop(Channel channel) {
        return loops.of(channel.eventLoop());
    }

    Clock clock() {
        return Clock.SYSTEM;
    }

    Duration timeout() {
        return timeout;
    }

    Tally accepted() {
        return accepted;
    }

    Tally malformed() {
        return malformed;
    }

    Tally receivedBytes() {
        return receivedBytes;
    }

    Tally sentBytes() {
        return sentBytes;
    }
}
