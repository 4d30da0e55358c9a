package io.monaserver.bench;

import io.monaserver.codec.amf.AmfEncoder;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes one stream over RTMFP, plays it many times, and prints one line of JSON as {@link RtmpLoad} does. */
@Command(name = "rtmfp-load", sortOptions = false, mixinStandardHelpOptions = true)
final class RtmfpLoad implements Callable<Integer> {

    private static final int AUDIO = 8;
    private static final int VIDEO = 9;
    private static final int RAMP = 50;
    private static final int IDLE_RAMP = 500;
    private static final int MAX_DATAGRAM = 2048;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LoadedStream stream;

    @Mixin
    private MeasuredWindow window;

    @Option(names = "--publish-at", description = "host:port by which the publisher reaches the server, if another")
    private @Nullable String publishAt;

    private final LoadStats stats = new LoadStats();
    private final List<RtmfpLoadPeer> peers = new ArrayList<>();
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RtmfpLoad()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        InetSocketAddress server = stream.server();
        String app = stream.app();
        String name = stream.name();
        CountDownLatch publishing = new CountDownLatch(1);
        open(new Publisher(stats, publisherServer(), app, name, new SyntheticMedia(stream.kbit, 64), publishing));
        if (!publishing.await(20, TimeUnit.SECONDS)) {
            System.err.println("the publisher did not get through: " + stats.lastFailure);
            return 1;
        }
        for (int i = 0; i < stream.players; i++) {
            open(new Listener(stats, server, app, name + stream.query));
            TimeUnit.MICROSECONDS.sleep(1_000_000 / RAMP);
        }
        ServerCost before = window.cost();
        for (int i = 0; i < stream.idle; i++) {
            open(new Idler(stats, server, app, name));
            TimeUnit.MICROSECONDS.sleep(1_000_000 / IDLE_RAMP);
        }
        TimeUnit.SECONDS.sleep(window.warmup);
        loop.submit(stats::startWindow).sync();
        ServerCost start = window.cost();
        long startNanos = System.nanoTime();
        TimeUnit.SECONDS.sleep(window.seconds);
        ServerCost end = window.cost();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        loop.submit(() -> print(json(seconds, before, start, end))).sync();
        loop.submit(() -> peers.forEach(RtmfpLoadPeer::leave)).sync();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        return 0;
    }

    /** Listeners behind a path that loses much are to hear of a stream that arrives whole. */
    private InetSocketAddress publisherServer() {
        if (publishAt == null) {
            return stream.server();
        }
        URI place = URI.create("rtmfp://" + publishAt);
        return new InetSocketAddress(place.getHost(), place.getPort());
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void open(RtmfpLoadPeer peer) {
        peers.add(peer);
        new Bootstrap()
                .group(loop)
                .channel(EpollDatagramChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM))
                // What a load that is late for a moment leaves waiting is not to be lost.
                .option(ChannelOption.SO_RCVBUF, 1 << 20)
                .handler(peer)
                .bind("127.0.0.1", 0);
    }

    private String json(double seconds, ServerCost before, ServerCost start, ServerCost end) {
        double gbit = Math.max(stats.bytes, 1) * 8 / 1e9;
        long grown = end.residentKib() - before.residentKib();
        double cpu = end.cpuSeconds() - start.cpuSeconds();
        return String.format(
                Locale.ROOT,
                "{\"label\":\"%s\",\"players\":%d,\"kbit\":%d,\"playing\":%d,\"failed\":%d,\"mbit_s\":%.1f,"
                        + "\"datagrams\":%d,\"messages\":%d,\"expected\":%d,\"missing\":%d,\"repeated\":%d,"
                        + "\"latency_p50_ms\":%.2f,\"latency_p99_ms\":%.2f,\"cpu_s_per_gbit\":%.4f,"
                        + "\"rss_mib\":%.1f,\"idle\":%d,\"kib_per_idler\":%.2f,\"failure\":\"%s\"}",
                window.label,
                stream.players,
                stream.kbit,
                stats.playing,
                stats.failed,
                gbit * 1000 / seconds,
                stats.datagrams,
                stats.messages,
                stats.published * stream.players,
                stats.missing,
                stats.repeated,
                stats.latency.quantileMs(0.5),
                stats.latency.quantileMs(0.99),
                cpu / gbit,
                end.residentKib() / 1024.0,
                stats.idle,
                stream.idle == 0 ? 0.0 : (double) grown / stream.idle,
                stats.lastFailure.replace('"', '\''));
    }

    /** Plays, and looks at the mark of every packet. */
    private static final class Listener extends RtmfpLoadPeer {

        private final MarkCheck marks;

        Listener(LoadStats stats, InetSocketAddress server, String app, String name) {
            super(stats, server, app, name);
            this.marks = new MarkCheck(stats);
        }

        @Override
        void onStream() {
            command(1, "play", 0, values -> {
                values.writeNull();
                values.writeString(name);
            });
        }

        @Override
        void onStatus(String code) {
            if (code.contains("Failed")) {
                fail(code);
            }
        }

        @Override
        void onMedia(int type, byte[] payload) {
            marks.take(type == VIDEO, payload, payload.length);
        }
    }

    /** Is connected, and no more. */
    private static final class Idler extends RtmfpLoadPeer {

        Idler(LoadStats stats, InetSocketAddress server, String app, String name) {
            super(stats, server, app, name);
        }

        @Override
        void onStream() {
            stats.idle++;
        }

        @Override
        void onStatus(String code) {}

        @Override
        void onMedia(int type, byte[] payload) {}
    }

    /** Publishes a synthetic stream in real time. */
    private static final class Publisher extends RtmfpLoadPeer {

        private final SyntheticMedia media;
        private final CountDownLatch publishing;
        private long startedNanos;

        Publisher(
                LoadStats stats,
                InetSocketAddress server,
                String app,
                String name,
                SyntheticMedia media,
                CountDownLatch publishing) {
            super(stats, server, app, name);
            this.media = media;
            this.publishing = publishing;
        }

        @Override
        void onStream() {
            command(1, "publish", 3, (AmfEncoder values) -> {
                values.writeNull();
                values.writeString(name);
                values.writeString("live");
            });
        }

        @Override
        void onStatus(String code) {
            if (code.equals("NetStream.Publish.Start")) {
                send(1, VIDEO, 0, SyntheticMedia.videoHeader());
                send(1, AUDIO, 0, SyntheticMedia.audioHeader());
                startedNanos = System.nanoTime();
                publishing.countDown();
                publish();
            } else {
                fail(code);
            }
        }

        @Override
        void onMedia(int type, byte[] payload) {}

        /** Sends what is due and comes back when the next packet is. */
        private void publish() {
            long elapsed = System.nanoTime() - startedNanos;
            while (Math.min(media.nextVideoNanos(), media.nextAudioNanos()) <= elapsed) {
                stats.published++;
                boolean isVideo = media.nextVideoNanos() <= media.nextAudioNanos();
                long timeMs = (isVideo ? media.nextVideoNanos() : media.nextAudioNanos()) / 1_000_000;
                long now = System.nanoTime();
                send(1, isVideo ? VIDEO : AUDIO, timeMs, isVideo ? media.video(now) : media.audio(now));
            }
            sendAll();
            long wait = Math.min(media.nextVideoNanos(), media.nextAudioNanos()) - (System.nanoTime() - startedNanos);
            context().executor().schedule(this::publish, Math.max(wait, 100_000), TimeUnit.NANOSECONDS);
        }
    }
}
