package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.monaserver.protocol.rtmfp.SessionIds;
import io.monaserver.protocol.rtmfp.packet.Multiplex;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets on loopback, and a kernel that sorts for them. */
class StartupSteeringTest {

    private static final int LOOPS = 3;

    /** With the least factor an id is its number. */
    private static final SessionIds PLAIN = new SessionIds(0, 2, 1);

    /** What arrived: the socket's number and the last byte. */
    private final ConcurrentLinkedQueue<String> arrived = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void eachDatagramArrivesWhereItsSessionLives(String host) throws IOException {
        assumeTrue(Epoll.isAvailable());
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try (DatagramSocket client = new DatagramSocket()) {
            List<Channel> sockets = new ArrayList<>();
            InetSocketAddress address = new InetSocketAddress(host, 0);
            for (int i = 0; i <= LOOPS; i++) {
                sockets.add(bind(group, address, i));
                address = (InetSocketAddress) sockets.get(0).localAddress();
            }
            assumeTrue(StartupSteering.attach(sockets.get(0), PLAIN));

            send(client, address, 'a', 100, Multiplex.STARTUP);
            send(client, address, 'b', 100, 0x0034_5678);
            send(client, address, 'c', 100, 0x00FF_FFF1);
            send(client, address, 'd', 1200, 0x0000_0002);
            send(client, address, 'e', 60_000, 0x0080_0004);
            send(client, address, 'f', 9, Multiplex.STARTUP);

            await().untilAsserted(
                            () -> assertThat(arrived).containsExactlyInAnyOrder("0a", "1b", "2c", "3d", "1e", "0f"));
        } finally {
            group.shutdownGracefully();
        }
    }

    @Test
    void whatNoSessionCanHaveArrivesWithTheHellos() throws IOException {
        assumeTrue(Epoll.isAvailable());
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try (DatagramSocket client = new DatagramSocket()) {
            Channel first = bind(group, new InetSocketAddress("127.0.0.1", 0), 0);
            InetSocketAddress address = (InetSocketAddress) first.localAddress();
            bind(group, address, 1);
            SessionIds ids = new SessionIds(0, 0, 0x9E37_79B1);
            assumeTrue(StartupSteering.attach(first, ids));

            send(client, address, 'a', 100, ids.ofNumber(SessionIds.NUMBERS));
            send(client, address, 'b', 100, ids.ofNumber(SessionIds.NUMBERS - 1));
            send(client, address, 'c', 100, ids.ofNumber(-1));
            send(client, address, 'd', 100, ids.ofNumber(1));

            await().untilAsserted(() -> assertThat(arrived).containsExactlyInAnyOrder("0a", "1b", "0c", "1d"));
        } finally {
            group.shutdownGracefully();
        }
    }

    private Channel bind(EventLoopGroup group, InetSocketAddress address, int number) {
        return new Bootstrap()
                .group(group)
                .channel(EpollDatagramChannel.class)
                .option(UnixChannelOption.SO_REUSEPORT, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(ReadMemory.DATAGRAM))
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                        byte[] bytes = ByteBufUtil.getBytes(packet.content());
                        arrived.add(number + String.valueOf((char) bytes[bytes.length - 1]));
                    }
                })
                .bind(address)
                .syncUninterruptibly()
                .channel();
    }

    private static void send(DatagramSocket client, InetSocketAddress to, char last, int length, int sessionId)
            throws IOException {
        byte[] datagram = new byte[length];
        for (int i = 4; i < length; i++) {
            datagram[i] = (byte) (i * 31);
        }
        datagram[length - 1] = (byte) last;
        Multiplex.scramble(datagram, 0, length, sessionId);
        client.send(new java.net.DatagramPacket(datagram, length, to));
    }
}
