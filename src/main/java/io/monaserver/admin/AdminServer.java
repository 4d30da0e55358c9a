package io.monaserver.admin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The operators' endpoint: {@code /health/live}, {@code /health/ready}, {@code /metrics}, {@code /status}, and
 * {@code /drain} to be posted to. It has a
 * thread of its own, so that it answers, and shows the trouble, while the loops that serve clients are busy.
 *
 * <p>A request takes at most 8 KiB, a connection is closed after 30 s of silence.
 */
public final class AdminServer implements AutoCloseable {

    private static final int MAX_REQUEST = 8 * 1024;
    private static final int IDLE_SECONDS = 30;

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("admin", true), NioIoHandler.newFactory());
    private final Channel channel;

    /**
     * Listens; the exception says why it cannot.
     *
     * @param drain stops the node once its clients have left, after so long at the latest
     */
    public AdminServer(
            InetSocketAddress address, NodeStatus status, PrometheusMetrics metrics, Consumer<Duration> drain)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel child) {
                        child.pipeline()
                                .addLast(
                                        new ReadTimeoutHandler(IDLE_SECONDS),
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(MAX_REQUEST),
                                        new AdminHandler(status, metrics, drain));
                    }
                });
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.shutdownGracefully();
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        channel = bound.channel();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        loop.shutdownGracefully();
    }
}
