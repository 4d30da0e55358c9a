package io.monaserver.transport.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.common.IpAddress;
import io.monaserver.domain.Blacklist;
import io.monaserver.metrics.Metrics;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a ban does to the connections of a listening socket. */
class GateTest {

    private final Blacklist blacklist = new Blacklist(Metrics.NONE);
    private final EventLoops loops = new EventLoops(1);
    private final Connections connections = new Connections();

    /** Counts the connections that were set up. */
    @Sharable
    private static final class Connections extends ChannelInboundHandlerAdapter {

        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            begun.incrementAndGet();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            ended.incrementAndGet();
        }
    }

    @AfterEach
    void stop() {
        loops.shutdown();
    }

    private TcpServer listen() throws IOException {
        TcpServer.Settings settings = new TcpServer.Settings(new InetSocketAddress("127.0.0.1", 0), 0);
        return TcpServer.bind(loops, settings, blacklist, connections);
    }

    private static Socket connect(TcpServer server) throws IOException {
        return new Socket(server.address().getAddress(), server.address().getPort());
    }

    @Test
    void banClosesWhatIsConnected() throws IOException {
        try (TcpServer server = listen();
                Socket first = connect(server);
                Socket second = connect(server)) {
            await().until(() -> connections.begun.get() == 2);

            blacklist.add(IpAddress.LOOPBACK);

            assertThat(first.getInputStream().read()).isEqualTo(-1);
            assertThat(second.getInputStream().read()).isEqualTo(-1);
            await().until(() -> connections.ended.get() == 2);
        }
    }

    @Test
    void bannedAddressGetsNoConnectionUntilTheBanIsLifted() throws IOException {
        blacklist.add(IpAddress.LOOPBACK);
        try (TcpServer server = listen()) {
            try (Socket refused = connect(server)) {
                assertThat(endsAtOnce(refused)).isTrue();
                assertThat(connections.begun).hasValue(0);
            }

            blacklist.remove(IpAddress.LOOPBACK);

            try (Socket welcome = connect(server)) {
                assertThat(welcome.isConnected()).isTrue();
                await().until(() -> connections.begun.get() == 1);
            }
        }
    }

    @Test
    void otherAddressesStay() throws IOException {
        try (TcpServer server = listen();
                Socket socket = connect(server)) {
            await().until(() -> connections.begun.get() == 1);

            blacklist.add(IpAddress.of(new byte[] {9, 9, 9, 9}));
            socket.getOutputStream().write(1);

            assertThat(connections.ended).hasValue(0);
        }
    }

    private static boolean endsAtOnce(Socket socket) {
        try {
            return socket.getInputStream().read() == -1;
        } catch (IOException reset) {
            return true;
        }
    }
}
