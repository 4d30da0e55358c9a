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

/** Answers one operator's requests, GET and HEAD. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final String TEXT = "text/plain; charset=utf-8";

    private record Answer(HttpResponseStatus status, String type, String body) {}

    private final NodeStatus status;
    private final PrometheusMetrics metrics;

    AdminHandler(NodeStatus status, PrometheusMetrics metrics) {
        this.status = status;
        this.metrics = metrics;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) throws IOException {
        boolean isHead = request.method().equals(HttpMethod.HEAD);
        Answer answer = isHead || request.method().equals(HttpMethod.GET)
                ? answer(new QueryStringDecoder(request.uri()).path())
                : new Answer(HttpResponseStatus.METHOD_NOT_ALLOWED, TEXT, "GET or HEAD\n");
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
