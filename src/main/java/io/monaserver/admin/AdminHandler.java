package io.monaserver.admin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Answers one operator's requests: GET and HEAD, and POST to {@code /drain}. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");
    private static final long MAX_SECONDS = 86_400;

    private record Answer(HttpResponseStatus status, String type, String body) {}

    private final NodeStatus status;
    private final PrometheusMetrics metrics;
    private final Consumer<Duration> drain;

    AdminHandler(NodeStatus status, PrometheusMetrics metrics, Consumer<Duration> drain) {
        this.status = status;
        this.metrics = metrics;
        this.drain = drain;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) throws IOException {
        boolean isHead = request.method().equals(HttpMethod.HEAD);
        Answer answer = answer(request, new QueryStringDecoder(request.uri()));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        ByteBuf content = isHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, answer.status(), content);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.type())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        boolean isKept = HttpUtil.isKeepAlive(request);
        HttpUtil.setKeepAlive(response, isKept);
        var written = context.writeAndFlush(response);
        if (!isKept) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Silence, a lost connection or bytes that are not HTTP end this connection and concern nobody else. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private Answer answer(FullHttpRequest request, QueryStringDecoder target) throws IOException {
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.POST) && target.path().equals("/drain")) {
            return drain(request, target);
        }
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
                ? answer(target.path())
                : new Answer(HttpResponseStatus.METHOD_NOT_ALLOWED, TEXT, "GET, HEAD, or POST /drain\n");
    }

    private Answer drain(FullHttpRequest request, QueryStringDecoder target) {
        if (request.headers().contains(HttpHeaderNames.ORIGIN)) {
            // A page in the operator's browser, whoever wrote it.
            return new Answer(HttpResponseStatus.FORBIDDEN, TEXT, "Origin: (expected: none)\n");
        }
        String seconds =
                target.parameters().getOrDefault("seconds", List.of("")).get(0);
        if (!SECONDS.matcher(seconds).matches() || Long.parseLong(seconds) > MAX_SECONDS) {
            return new Answer(
                    HttpResponseStatus.BAD_REQUEST, TEXT, "seconds: " + seconds + " (expected: 0 to 86400)\n");
        }
        drain.accept(Duration.ofSeconds(Long.parseLong(seconds)));
        return new Answer(HttpResponseStatus.ACCEPTED, TEXT, "draining\n");
    }

    private Answer answer(String path) throws IOException {
        return switch (path) {
            case "/health/live" -> new Answer(HttpResponseStatus.OK, TEXT, "live\n");
            case "/health/ready" ->
                status.isReady()
                        ? new Answer(HttpResponseStatus.OK, TEXT, "ready\n")
                        : new Answer(HttpResponseStatus.SERVICE_UNAVAILABLE, TEXT, "not ready\n");
            case "/metrics" ->
                new Answer(HttpResponseStatus.OK, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
            case "/status" -> new Answer(HttpResponseStatus.OK, "application/json", status.toJson());
            default -> new Answer(HttpResponseStatus.NOT_FOUND, TEXT, "/health/live /health/ready /metrics /status\n");
        };
    }
}
