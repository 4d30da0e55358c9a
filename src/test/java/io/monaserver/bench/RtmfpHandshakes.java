package io.monaserver.bench;

import io.monaserver.common.Clock;
import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.rtmfp.Endpoint;
import io.monaserver.protocol.rtmfp.EndpointSettings;
import io.monaserver.protocol.rtmfp.OpenHandler;
import io.monaserver.protocol.rtmfp.Session;
import io.monaserver.protocol.rtmfp.SessionHandler;
import io.monaserver.protocol.rtmfp.keying.EndpointDiscriminator;
import io.monaserver.protocol.rtmfp.keying.Identity;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens sessions at a steady rate, each with the whole handshake, closes them at once, and prints a line of JSON. */
@Command(name = "rtmfp-handshakes", sortOptions = false, mixinStandardHelpOptions = true)
final class RtmfpHandshakes implements Callable<Integer> {

    @Parameters(paramLabel = "URL", description = "rtmfp://host:port/app")
    private URI url;

    @Option(names = "-r", description = "handshakes a second (${DEFAULT-VALUE})")
    private int rate = 1000;

    @Option(names = "-n", description = "sockets that take turns (${DEFAULT-VALUE})")
    private int sockets = 400;

    @Option(names = "-d", description = "seconds (${DEFAULT-VALUE})")
    private int seconds = 30;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final SecureRandom random = new SecureRandom();
    private final ArrayDeque<Caller> resting = new ArrayDeque<>();
    private final Histogram took = new Histogram();
    private long asked;
    private long accepted;
    private long failed;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RtmfpHandshakes()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        for (int i = 0; i < sockets; i++) {
            new Bootstrap()
                    .group(loop)
                    .channel(EpollDatagramChannel.class)
                    .handler(new Caller())
                    .bind("127.0.0.1", 0)
                    .sync();
        }
        long startedNanos = System.nanoTime();
        loop.execute(() -> callDue(startedNanos));
        TimeUnit.SECONDS.sleep(seconds);
        loop.submit(() -> System.out.printf(
                        Locale.ROOT,
                        "{\"label\":\"handshakes\",\"asked\":%d,\"accepted\":%d,\"failed\":%d,\"per_s\":%.0f,"
                                + "\"took_p50_ms\":%.2f,\"took_p99_ms\":%.2f}%n",
                        asked,
                        accepted,
                        failed,
                        (double) accepted / seconds,
                        took.quantileMs(0.5),
                        took.quantileMs(0.99)))
                .sync();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        return 0;
    }

    /** Calls as often as is due by now, as far as there are sockets at rest, and comes back. */
    private void callDue(long startedNanos) {
        long due = (System.nanoTime() - startedNanos) * rate / 1_000_000_000L;
        while (asked < due && !resting.isEmpty()) {
            asked++;
            resting.remove().begin();
        }
        loop.schedule(() -> callDue(startedNanos), 1, TimeUnit.MILLISECONDS);
    }

    /** One socket, which opens one session after the other. */
    private final class Caller extends ChannelInboundHandlerAdapter implements OpenHandler {

        private final Identity identity = Identity.client(Set.of(DhGroup.MODP_1024));
        private final byte[] datagram = new byte[8192];
        private ChannelHandlerContext context;
        private Endpoint endpoint;
        private long startedNanos;

        @Override
        public void channelActive(ChannelHandlerContext active) {
            context = active;
            resting.add(this);
        }

        void begin() {
            startedNanos = System.nanoTime();
            endpoint = new Endpoint(
                    EndpointSettings.client(identity, new byte[] {1}),
                    opened -> flow -> null,
                    new Endpoint.Environment(Clock.SYSTEM, random, this::send));
            endpoint.open(
                    EndpointDiscriminator.ofUrl("rtmfp://127.0.0.1" + url.getPath()),
                    List.of(new InetSocketAddress(url.getHost(), url.getPort())),
                    this);
            context.flush();
            remind(endpoint);
        }

        /** What got lost is said again. */
        private void remind(Endpoint current) {
            loop.schedule(
                    () -> {
                        if (current == endpoint && current.nextDeadlineMs() != Long.MAX_VALUE) {
                            current.poll();
                            context.flush();
                            remind(current);
                        }
                    },
                    500,
                    TimeUnit.MILLISECONDS);
        }

        private void send(byte[] bytes, int length, InetSocketAddress to) {
            ByteBuf copy = context.alloc().directBuffer(length).writeBytes(bytes, 0, length);
            context.write(new DatagramPacket(copy, to), context.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext active, Object message) {
            DatagramPacket packet = (DatagramPacket) message;
            int length = packet.content().readableBytes();
            packet.content().readBytes(datagram, 0, length);
            endpoint.receive(datagram, 0, length, packet.sender());
            packet.release();
            context.flush();
        }

        @Override
        public SessionHandler onOpen(Session session) {
            accepted++;
            took.add(System.nanoTime() - startedNanos);
            loop.execute(() -> {
                session.abort();
                context.flush();
                resting.add(this);
            });
            return flow -> null;
        }

        @Override
        public void onFailed() {
            failed++;
            resting.add(this);
        }
    }
}
