package io.monaserver.transport.http;

import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Loop;
import io.monaserver.transport.net.TrafficCounter;
import io.monaserver.transport.websocket.WebSocketConnection;
import io.monaserver.transport.websocket.WebSocketHandshake;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way from HTTP to WebSocket. The application is asked first: one that does not exist is 404 over HTTP; a client
 * that a script refuses is told so in WebSocket's words, because scripts of pages see no others.
 */
final class HttpUpgrade {

    private final HttpSettings settings;
    private final HttpRouter router;
    private final HttpExchange exchange;
    private final HttpSession session;
    private @Nullable WebSocketConnection connection;

    HttpUpgrade(HttpSettings settings, HttpRouter router, HttpExchange exchange, HttpSession session) {
        this.settings = settings;
        this.router = router;
        this.exchange = exchange;
        this.session = session;
    }

    /** Asks the application; then the HTTP handlers, the last of which is given, make place for WebSocket's. */
    void begin(Channel channel, Loop loop, ChannelHandler http) {
        Optional<RequestTarget> parsed = RequestTarget.parse(exchange.request().uri());
        if (parsed.isEmpty() || !WebSocketHandshake.hasKey(exchange.request())) {
            exchange.closeAfterwards();
            exchange.fail(HttpResponseStatus.BAD_REQUEST, "Malformed WebSocket handshake");
            return;
        }
        if (!WebSocketHandshake.hasVersion(exchange.request())) {
            HttpResponse response = exchange.newResponse(HttpResponseStatus.UPGRADE_REQUIRED);
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, WebSocketHandshake.VERSION);
            exchange.respondEmpty(response);
            return;
        }
        router.asApplication(exchange, parsed.get(), target -> connect(target, channel, loop, http));
    }

    private void connect(RequestTarget target, Channel channel, Loop loop, ChannelHandler http) {
        session.end("upgraded to WebSocket");
        WebSocketConnection opened = new WebSocketConnection(settings.webSocket(), channel, loop);
        connection = opened;
        opened.connect(
                session.request(
                        "WebSocket",
                        exchange.request(),
                        target,
                        settings.webSocket().parameters()),
                HttpSession.arguments(target),
                outcome -> onOutcome(outcome, target, channel, http));
    }

    /** The client left while the application was asked. */
    void abandon(String reason) {
        if (connection != null) {
            connection.abandon(reason);
        }
    }

    private void onOutcome(ConnectOutcome outcome, RequestTarget target, Channel channel, ChannelHandler http) {
        WebSocketConnection opened = connection;
        if (opened == null || !channel.isActive()) {
            return;
        }
        connection = null;
        if (outcome instanceof ConnectOutcome.NoApplication || outcome instanceof ConnectOutcome.Busy) {
            opened.abandon("not upgraded");
            exchange.closeAfterwards();
            HttpSession.refuse(exchange, outcome);
            return;
        }
        upgrade(channel, http, opened);
        opened.start(outcome);
        if (outcome instanceof ConnectOutcome.Accepted && target.extension().equals("mp4")) {
            opened.play(target.baseName(), target.arguments(), Mp4WireForm.FRAMES);
        }
    }

    private void upgrade(Channel channel, ChannelHandler http, WebSocketConnection opened) {
        exchange.answerElsewhere();
        HttpResponse response = exchange.newResponse(HttpResponseStatus.SWITCHING_PROTOCOLS);
        response.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, WebSocketHandshake.accept(exchange.request()));
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.remove(HttpResponseEncoder.class);
        channel.writeAndFlush(RawHead.of(response));
        pipeline.get(TrafficCounter.class).become(settings.webSocket().traffic());
        pipeline.addLast(WebSocketHandshake.decoder()).addLast(opened).remove(http);
        pipeline.remove(RequestDecoder.class);
    }
}
