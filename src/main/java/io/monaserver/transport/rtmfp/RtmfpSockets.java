package io.monaserver.transport.rtmfp;

import io.monaserver.common.Clock;
import io.monaserver.protocol.rtmfp.SessionIds;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a server, all bound to one port where the system lets them share it: one for each loop and, where the
 * kernel sorts datagrams, one before them for those who have no session yet.
 */
final class RtmfpSockets {

    /** Datagrams that one call to the system may bring. */
    private static final int READ_AT_ONCE = 16;

    private static final int READ_IN_A_ROW = READ_AT_ONCE * ReadMemory.MAX_CALLS;

    private static final int SOCKET_BUFFER = 4 << 20;

    private final List<Channel> ofLoops = new ArrayList<>();
    private InetSocketAddress address;
    private @Nullable Channel ofStartup;

    /**
     * No sockets yet.
     *
     * @throws IOException if another server listens there: ours would share its port and take half of its clients
     */
    RtmfpSockets(InetSocketAddress address) throws IOException {
        this.address = address;
        try (DatagramSocket alone = new DatagramSocket(null)) {
            alone.setReuseAddress(false);
            alone.bind(address);
        } catch (SocketException e) {
            throw failure(e);
        }
    }

    /** Where they are bound. */
    InetSocketAddress address() {
        return address;
    }

    /** Adds the socket of startup packets, if the kernel can tell them; to be called before the others are added. */
    void addStartup(EventLoop thread, StartupReader reader, SessionIds ids) throws IOException {
        if (!Epoll.isAvailable()) {
            return;
        }
        Channel channel = bind(datagrams(thread, reader)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_RCVBUF, StartupReader.SOCKET_BUFFER)
                .option(UnixChannelOption.SO_REUSEPORT, true)
                .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, ReadMemory.DATAGRAM)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new ReadMemory(StartupReader.AT_ONCE, false)));
        if (StartupSteering.attach(channel, ids)) {
            ofStartup = channel;
            address = (InetSocketAddress) channel.localAddress();
        } else {
            channel.close().awaitUninterruptibly();
        }
    }

    /** Adds the socket of a loop. */
    void add(EventLoop thread, RtmfpLoop loop) throws IOException {
        Bootstrap bootstrap = datagrams(thread, paced(loop))
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER);
        if (Epoll.isAvailable()) {
            // Many datagrams in one call (recvmmsg), each in its part of the buffer.
            bootstrap
                    .option(UnixChannelOption.SO_REUSEPORT, true)
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, ReadMemory.DATAGRAM)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new ReadMemory(READ_AT_ONCE, true));
        }
        Channel channel = bind(bootstrap);
        ofLoops.add(channel);
        address = (InetSocketAddress) channel.localAddress();
    }

    private static ChannelHandler paced(RtmfpLoop loop) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new ReadPace(Clock.SYSTEM, READ_IN_A_ROW), loop);
            }
        };
    }

    /** All are there: those who come first may begin. */
    void begin() {
        if (ofStartup != null) {
            ofStartup.read();
        }
    }

    private Channel bind(Bootstrap bootstrap) throws IOException {
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause != null) {
            close();
            throw failure(cause);
        }
        return bound.channel();
    }

    private void close() {
        ofLoops.forEach(Channel::close);
        if (ofStartup != null) {
            ofStartup.close();
        }
    }

    private IOException failure(Throwable cause) {
        return new IOException(
                "cannot listen on UDP " + address.getHostString() + ":" + address.getPort() + ": " + cause.getMessage(),
                cause);
    }

    /** A UDP socket of a loop, to be bound. */
    static Bootstrap datagrams(EventLoop thread, ChannelHandler handler) {
        Class<? extends DatagramChannel> kind =
                Epoll.isAvailable() ? EpollDatagramChannel.class : NioDatagramChannel.class;
        return new Bootstrap()
                .group(thread)
                .channel(kind)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(ReadMemory.DATAGRAM))
                .handler(handler);
    }
}
