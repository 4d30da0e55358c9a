package io.monaserver.transport.socket;

import io.monaserver.domain.Blacklist;
import io.monaserver.domain.socket.Acceptor;
import io.monaserver.domain.socket.Sockets;
import io.monaserver.domain.socket.TcpSocket;
import io.monaserver.domain.socket.UdpSocket;
import io.monaserver.domain.socket.UdpSocketEvents;
import io.monaserver.transport.net.EventLoops;
import io.monaserver.transport.net.Gate;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The sockets of scripts, on the server's event loops. */
public final class ScriptSockets implements Sockets {

    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final long BIND_LIMIT_SECONDS = 2;

    private final EventLoops loops;
    private final Blacklist blacklist;
    private final long limit;

    /**
     * Sockets on these loops.
     *
     * @param blacklist who cannot connect to the servers of scripts
     * @param limit bytes that may wait to be sent by one socket
     */
    public ScriptSockets(EventLoops loops, Blacklist blacklist, long limit) {
        this.loops = loops;
        this.blacklist = blacklist;
        this.limit = limit;
    }

    @Override
    public TcpSocket connect(CompletableFuture<InetSocketAddress> address) {
        TcpConnection connection = new TcpConnection(limit, connected -> {});
        address.whenComplete((known, unknown) -> {
            if (unknown != null) {
                connection.fail(unknown.getCause() == null ? unknown : unknown.getCause());
            } else {
                connect(connection, known);
            }
        });
        return connection;
    }

    private void connect(TcpConnection connection, InetSocketAddress address) {
        new Bootstrap()
                .group(loops.group())
                .channel(loops.socketChannel())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .handler(connection)
                .connect(address)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        connection.fail(connected.cause());
                    }
                });
    }

    @Override
    public Acceptor listen(InetSocketAddress address, Consumer<TcpSocket> onConnection) throws IOException {
        Channel channel = bound(
                address,
                new ServerBootstrap()
                        .group(loops.group())
                        .channel(loops.serverChannel())
                        .handler(new Gate(blacklist))
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel child) {
                                child.pipeline().addLast(new TcpConnection(limit, onConnection));
                            }
                        })
                        .bind(address));
        return new Listening(channel);
    }

    private record Listening(Channel channel) implements Acceptor {

        @Override
        public InetSocketAddress address() {
            return (InetSocketAddress) channel.localAddress();
        }

        @Override
        public void close() {
            channel.close();
        }
    }

    @Override
    public UdpSocket bind(InetSocketAddress address, boolean broadcasts, UdpSocketEvents events) throws IOException {
        DatagramPort port = new DatagramPort(limit, events);
        bound(
                address,
                new Bootstrap()
                        .group(loops.group())
                        .channel(loops.datagramChannel())
                        .option(ChannelOption.AUTO_READ, false)
                        .option(ChannelOption.SO_BROADCAST, broadcasts)
                        .handler(port)
                        .bind(address));
        return port;
    }

    /** The one wait: a loop binds as soon as it is asked, and no loop waits for the lane. */
    private static Channel bound(InetSocketAddress address, ChannelFuture binding) throws IOException {
        boolean isDone = binding.awaitUninterruptibly(BIND_LIMIT_SECONDS, TimeUnit.SECONDS);
        Throwable cause = binding.cause();
        if (!isDone || cause != null) {
            binding.channel().close();
            String reason = cause == null ? "no answer from the system" : cause.getMessage();
            throw new IOException("Cannot bind " + address.getHostString() + ":" + address.getPort() + ": " + reason);
        }
        return binding.channel();
    }
}
