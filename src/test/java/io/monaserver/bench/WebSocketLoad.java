package io.monaserver.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls a function over WebSocket, waits for its answer, and calls again; prints one line of JSON. One thread. */
@Command(name = "websocket-load", sortOptions = false, mixinStandardHelpOptions = true)
final class WebSocketLoad implements Callable<Integer> {

    private static final int MAX_FRAME = 64 * 1024;

    @Parameters(paramLabel = "URL", description = "ws://host:port/app")
    private URI url;

    @Mixin
    private MeasuredWindow window;

    @Option(names = "-n", description = "connections (${DEFAULT-VALUE})")
    private int connections = 100;

    @Option(names = "-s", description = "bytes of the argument (${DEFAULT-VALUE})")
    private int size = 128;

    @Option(names = "-f", description = "function to call (${DEFAULT-VALUE})")
    private String function = "echo";

    private final LoadStats stats = new LoadStats();
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new WebSocketLoad()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        String call = "[\"" + function + "\",\"" + "x".repeat(size) + "\"]";
        for (int i = 0; i < connections; i++) {
            connect(call);
        }
        TimeUnit.SECONDS.sleep(window.warmup);
        loop.submit(stats::startWindow).sync();
        ServerCost start = window.cost();
        long startNanos = System.nanoTime();
        TimeUnit.SECONDS.sleep(window.seconds);
        ServerCost end = window.cost();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        loop.submit(() -> System.out.println(json(seconds, start, end))).sync();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        return 0;
    }

    private String json(double seconds, ServerCost start, ServerCost end) {
        double cpu = end.cpuSeconds() - start.cpuSeconds();
        return String.format(
                Locale.ROOT,
                "{\"label\":\"%s\",\"connections\":%d,\"open\":%d,\"failed\":%d,\"messages\":%d,"
                        + "\"per_second\":%.0f,\"latency_p50_ms\":%.2f,\"latency_p99_ms\":%.2f,\"server_cpu_pct\":%.1f,"
                        + "\"cpu_us_per_message\":%.2f,\"rss_mib\":%.1f,\"failure\":\"%s\"}",
                window.label,
                connections,
                stats.playing,
                stats.failed,
                stats.messages,
                stats.messages / seconds,
                stats.latency.quantileMs(0.5),
                stats.latency.quantileMs(0.99),
                100 * cpu / seconds,
                1e6 * cpu / Math.max(1, stats.messages),
                end.residentKib() / 1024.0,
                stats.lastFailure.replace('"', '\''));
    }

    private void connect(String call) {
        new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(MAX_FRAME),
                                        new WebSocketClientProtocolHandler(
                                                WebSocketClientHandshakerFactory.newHandshaker(
                                                        url,
                                                        WebSocketVersion.V13,
                                                        null,
                                                        false,
                                                        new DefaultHttpHeaders(),
                                                        MAX_FRAME)),
                                        new Caller(call));
                    }
                })
                .connect(url.getHost(), url.getPort())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        fail(connected.cause().toString());
                    }
                });
    }

    private void fail(String why) {
        stats.failed++;
        stats.lastFailure = why;
    }

    /** One call at a time. */
    private final class Caller extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final String call;
        private long sentNanos;

        Caller(String call) {
            this.call = call;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                stats.playing++;
                call(context);
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame answer) {
            if (answer.content().readableBytes() < size) {
                fail(answer.text());
            }
            stats.messages++;
            stats.latency.add(System.nanoTime() - sentNanos);
            call(context);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail(cause.toString());
            context.close();
        }

        private void call(ChannelHandlerContext context) {
            sentNanos = System.nanoTime();
            context.writeAndFlush(new TextWebSocketFrame(call));
        }
    }
}
