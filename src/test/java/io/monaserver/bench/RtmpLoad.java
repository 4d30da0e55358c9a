package io.monaserver.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Publishes streams, plays them many times, and prints one line of JSON: what arrived, how old it was, what was
 * missing, and what it cost the server. One thread, all figures of the same window.
 */
@Command(name = "rtmp-load", sortOptions = false, mixinStandardHelpOptions = true)
final class RtmpLoad implements Callable<Integer> {

    @Mixin
    private LoadedStream stream;

    @Mixin
    private MeasuredWindow window;

    @Option(names = "-p", description = "publishers, each of a stream of its own (${DEFAULT-VALUE})")
    private int publishers = 1;

    @Option(names = "-r", description = "players started per second (${DEFAULT-VALUE})")
    private int ramp = 200;

    @Option(names = "-a", description = "kbit/s of its audio (${DEFAULT-VALUE})")
    private int audioKbit = 64;

    @Option(names = "-R", description = "times that all players come and go before, to warm up (${DEFAULT-VALUE})")
    private int rehearsals;

    @Option(names = "-S", description = "players that stop reading (${DEFAULT-VALUE})")
    private int slow;

    @Option(names = "-e", description = "host:port of the server to play from, where it is another one")
    private String edge = "";

    @Option(names = "-c", description = "names published a second, to see how soon the other server's players know")
    private int probes;

    private final LoadStats stats = new LoadStats();
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RtmpLoad()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch publishing = new CountDownLatch(publishers);
        for (int i = 0; i < publishers; i++) {
            connect(
                    stream.server(),
                    new LoadPublisher(
                            stats,
                            stream.app(),
                            name(i),
                            new SyntheticMedia(stream.kbit, audioKbit),
                            publishing::countDown));
        }
        if (!publishing.await(20, TimeUnit.SECONDS)) {
            System.err.println("no publisher got through: " + stats.lastFailure);
            return 1;
        }
        ServerCost before = window.cost();
        TimeUnit.SECONDS.sleep(1);
        for (int i = 0; i < rehearsals; i++) {
            List<LoadPlayer> players = startPlayers(new LoadStats());
            TimeUnit.SECONDS.sleep(1);
            players.forEach(LoadPlayer::leave);
            TimeUnit.SECONDS.sleep(1);
        }
        startPlayers(stats);
        for (int i = 0; i < stream.idle; i++) {
            connect(playAt(), new IdleClient(stats, stream.app(), name(0)));
            TimeUnit.MICROSECONDS.sleep(1_000_000 / ramp);
        }
        TimeUnit.SECONDS.sleep(window.warmup);
        measure(before);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        return 0;
    }

    private List<LoadPlayer> startPlayers(LoadStats counted) throws InterruptedException {
        List<LoadPlayer> started = new ArrayList<>();
        for (int i = 0; i < stream.players; i++) {
            LoadPlayer player = new LoadPlayer(counted, stream.app(), name(i % publishers) + stream.query, i < slow);
            started.add(player);
            connect(playAt(), player);
            TimeUnit.MICROSECONDS.sleep(1_000_000 / ramp);
        }
        return started;
    }

    private void measure(ServerCost before) throws InterruptedException {
        loop.submit(stats::startWindow).sync();
        ServerCost start = window.cost();
        long startNanos = System.nanoTime();
        long ownCpu =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
        for (int i = 0; i < window.seconds * probes; i++) {
            NameProbe probe = new NameProbe(stats, stream.app(), "probe" + i, peer -> connect(stream.server(), peer));
            connect(playAt(), probe.player());
            TimeUnit.MICROSECONDS.sleep(1_000_000 / probes);
        }
        TimeUnit.SECONDS.sleep(probes == 0 ? window.seconds : 1);
        ServerCost end = window.cost();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double load =
                (ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() - ownCpu) / 1e7 / seconds;
        loop.submit(() -> System.out.println(json(seconds, load, before, start, end)))
                .sync();
    }

    private String json(double seconds, double load, ServerCost before, ServerCost start, ServerCost end) {
        // Ingested where nobody plays, else delivered.
        double gbit = stream.players == 0 ? publishers * stream.kbit * 1000.0 * seconds / 1e9 : stats.bytes * 8 / 1e9;
        double cpu = end.cpuSeconds() - start.cpuSeconds();
        return String.format(
                Locale.ROOT,
                "{\"label\":\"%s\",\"players\":%d,\"publishers\":%d,\"kbit\":%d,\"playing\":%d,\"failed\":%d,"
                        + "\"mbit_s\":%.1f,\"messages\":%d,\"expected\":%d,\"missing\":%d,\"repeated\":%d,"
                        + "\"latency_p50_ms\":%.2f,\"latency_p99_ms\":%.2f,\"latency_max_ms\":%.2f,"
                        + "\"first_frame_p50_ms\":%.1f,\"first_frame_p99_ms\":%.1f,\"server_cpu_pct\":%.1f,"
                        + "\"cpu_s_per_gbit\":%.4f,\"rss_mib\":%.1f,\"rss_growth_mib\":%.1f,"
                        + "\"kib_per_client\":%.1f,\"idle\":%d,\"load_cpu_pct\":%.0f,"
                        + "\"notified\":%d,\"notified_p50_ms\":%.1f,\"notified_p99_ms\":%.1f,"
                        + "\"failure\":\"%s\"}",
                window.label,
                stream.players,
                publishers,
                stream.kbit,
                stats.playing,
                stats.failed,
                gbit * 1000 / seconds,
                stats.messages,
                stats.published / Math.max(1, publishers) * stream.players,
                stats.missing,
                stats.repeated,
                stats.latency.quantileMs(0.5),
                stats.latency.quantileMs(0.99),
                stats.latency.maxMs(),
                stats.firstFrame.quantileMs(0.5),
                stats.firstFrame.quantileMs(0.99),
                100 * cpu / seconds,
                cpu / gbit,
                end.residentKib() / 1024.0,
                (end.residentKib() - start.residentKib()) / 1024.0,
                (end.residentKib() - before.residentKib()) / (double) Math.max(1, stream.players + stream.idle),
                stats.idle,
                load,
                stats.notified.count(),
                stats.notified.quantileMs(0.5),
                stats.notified.quantileMs(0.99),
                stats.lastFailure.replace('"', '\''));
    }

    private void connect(InetSocketAddress to, RtmpPeer peer) {
        new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(peer);
                    }
                })
                .connect(to)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        peer.fail(connected.cause().toString());
                    }
                });
    }

    private InetSocketAddress playAt() {
        int colon = edge.lastIndexOf(':');
        return edge.isEmpty()
                ? stream.server()
                : new InetSocketAddress(edge.substring(0, colon), Integer.parseInt(edge.substring(colon + 1)));
    }

    private String name(int index) {
        return publishers == 1 ? stream.name() : stream.name() + index;
    }
}
