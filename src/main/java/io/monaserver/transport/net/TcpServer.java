package io.monaserver.transport.net;

import io.monaserver.domain.Blacklist;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A listening TCP socket. */
public final class TcpServer implements AutoCloseable {

    /** Connections that the system completes before they are accepted: enough for a storm of players. */
    private static final int BACKLOG = 1024;

    /**
     * Where to listen.
     *
     * @param socketBufferSize bytes of each connection's send and receive buffers, 0 for the system's own size
     */
    public record Settings(InetSocketAddress address, int socketBufferSize) {}

    /** Connections accepted at once: all that wait, or each would cost the last ones a turn of the loop. */
    private static final int ACCEPTED_AT_ONCE = 256;

    private final Channel channel;

    private TcpServer(Channel channel) {
        this.channel = channel;
    }

    /**
     * Listens. Connections of blacklisted addresses are closed before anything is done for them.
     *
     * @throws IOException if the address cannot be bound, with the address and the cause in its text
     */
    public static TcpServer bind(EventLoops loops, Settings settings, Blacklist blacklist, ChannelHandler connections)
            throws IOException {
        InetSocketAddress address = settings.address();
        int socketBufferSize = settings.socketBufferSize();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(ACCEPTED_AT_ONCE))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .handler(new Gate(blacklist))
                .childHandler(connections);
        if (socketBufferSize > 0) {
            bootstrap
                    .childOption(ChannelOption.SO_SNDBUF, socketBufferSize)
                    .childOption(ChannelOption.SO_RCVBUF, socketBufferSize);
        }
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause != null) {
            throw new IOException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": " + cause.getMessage(),
                    cause);
        }
        return new TcpServer(bound.channel());
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Stops listening; accepted connections stay. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
