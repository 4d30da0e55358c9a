package io.monaserver.bench;

import io.monaserver.common.Clock;
import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.rtmfp.Endpoint;
import io.monaserver.protocol.rtmfp.EndpointSettings;
import io.monaserver.protocol.rtmfp.OpenHandler;
import io.monaserver.protocol.rtmfp.Opening;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens sessions at a steady rate, each with the whole handshake, closes them at once, and prints a line of JSON. */
@Command(name = "rtmfp-handshakes", sortOptions = false, mixinStandardHelpOptions = true)
final class RtmfpHandshakes implements Callable<Integer> {

    /** A tenth of a second is how late a call may be. */
    private static final int LATEST_PART = 10;

    @Parameters(paramLabel = "URL", description = "rtmfp://host:port/app")
    private URI url;

    @Option(names = "-r", description = "handshakes a second (${DEFAULT-VALUE})")
    private int rate = 1000;

    @Option(names = "-n", description = "sockets that take turns (${DEFAULT-VALUE})")
    private int sockets = 400;

    @Option(names = "-w", description = "seconds before the window (${DEFAULT-VALUE})")
    private int warmup = 10;

    @Option(names = "-d", description = "seconds of the window (${DEFAULT-VALUE})")
    private int seconds = 20;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final SecureRandom random = new SecureRandom();
    private final ArrayDeque<Caller> resting = new ArrayDeque<>();
    private Histogram took = new Histogram();
    private long due;
    private long asked;
    private long skipped;
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
        TimeUnit.SECONDS.sleep(warmup);
        loop.submit(this::startWindow).sync();
        TimeUnit.SECONDS.sleep(seconds);
        loop.submit(() -> System.out.printf(
                        Locale.ROOT,
                        "{\"label\":\"handshakes\",\"asked\":%d,\"skipped\":%d,\"accepted\":%d,\"failed\":%d,"
                                + "\"per_s\":%.0f,\"took_p50_ms\":%.2f,\"took_p99_ms\":%.2f}%n",
                        asked,
                        skipped,
                        accepted,
                        failed,
                        (double) accepted / seconds,
                        took.quantileMs(0.5),
                        took.quantileMs(0.99)))
                .sync();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        return 0;
    }

    private void startWindow() {
        took = new Histogram();
        asked = 0;
        skipped = 0;
        accepted = 0;
        failed = 0;
    }

    /**
     * Calls as often as is due by now, and comes back. What this process, or a server that has not answered so many,
     * held up is not made up for: more than the rate would follow, of which nobody asked what it does.
     */
    private void callDue(long startedNanos) {
        long dueNow = (System.nanoTime() - startedNanos) * rate / 1_000_000_000L;
        for (; due < dueNow; due++) {
            if (resting.isEmpty() || dueNow - due > rate / LATEST_PART) {
                skipped++;
            } else {
                asked++;
                resting.remove().begin();
            }
        }
        loop.schedule(() -> callDue(startedNanos), 1, TimeUnit.MILLISECONDS);
    }

    /** One socket, which opens one session after the other. */
    private final class Caller extends ChannelInboundHandlerAdapter implements OpenHandler {

        private final Identity identity = Identity.client(Set.of(DhGroup.MODP_1024));
        private final byte[] datagram = new byte[8192];
        private ChannelHandlerContext context;
        private Endpoint endpoint;
        private @Nullable Opening opening;
        private long startedNanos;

        @Override
        public void channelActive(ChannelHandlerContext active) {
            context = active;
            endpoint = new Endpoint(
                    EndpointSettings.client(identity, new byte[] {1}),
                    opened -> flow -> null,
                    new Endpoint.Environment(Clock.SYSTEM, random, this::send));
            resting.add(this);
        }

        void begin() {
            startedNanos = System.nanoTime();
            opening = endpoint.open(
                    EndpointDiscriminator.ofUrl("rtmfp://127.0.0.1" + url.getPath()),
                    List.of(new InetSocketAddress(url.getHost(), url.getPort())),
                    this);
            context.flush();
            remind(opening);
        }

        /** What got lost is said again. */
        private void remind(Opening current) {
            loop.schedule(
                    () -> {
                        if (current == opening) {
                            endpoint.poll();
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
            opening = null;
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
            opening = null;
            resting.add(this);
        }
    }
}
