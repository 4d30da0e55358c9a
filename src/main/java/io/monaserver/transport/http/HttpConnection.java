package io.monaserver.transport.http;

import io.monaserver.domain.Loop;
import io.monaserver.transport.websocket.WebSocketHandshake;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP connection: takes requests in order, one at a time, however fast they come. Ends when it is idle, when the
 * client leaves, or when it becomes a WebSocket.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private final HttpSettings settings;
    private final HttpRouter router;
    private final Channel channel;
    private final Loop loop;
    private final HttpSession session;
    private final HttpRequests requests = new HttpRequests();
    private final IdleTimeout idle;
    private @Nullable HttpExchange exchange;
    private @Nullable HttpUpgrade upgrade;
    private String endReason = "closed by the client";

    HttpConnection(HttpSettings settings, HttpRouter router, Channel channel, Loop loop) {
        this.settings = settings;
        this.router = router;
        this.channel = channel;
        this.loop = loop;
        this.session = new HttpSession(settings, channel, loop);
        this.idle = new IdleTimeout(channel, settings, session, () -> exchange == null);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        idle.start();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        idle.stop();
        requests.release();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        session.onReception();
        idle.onActivity();
        if (!(message instanceof HttpObject part)) {
            // A player has nothing to say once its stream has begun.
            ReferenceCountUtil.release(message);
            return;
        }
        requests.add(part);
        if (exchange == null && requests.expectsContinue()) {
            context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        next();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        next();
    }

    /** Begins with the next request once the one before is answered and the client takes its answers. */
    private void next() {
        while (exchange == null && channel.isActive() && channel.isWritable()) {
            HttpRequests.Whole whole = requests.poll();
            if (whole == null) {
                break;
            }
            HttpExchange begun = new HttpExchange(channel, settings.clock(), whole, this::onAnswered);
            exchange = begun;
            begin(begun, whole.fault());
        }
        channel.config().setAutoRead(!requests.isFull());
    }

    private void begin(HttpExchange begun, @Nullable HttpResponseStatus fault) {
        if (fault != null) {
            endReason = fault.toString();
            settings.traffic().malformed().increment();
            begun.fail(fault, "");
        } else if (WebSocketHandshake.isAskedFor(begun.request())) {
            upgrade = new HttpUpgrade(settings, router, begun, session);
            upgrade.begin(channel, loop, this);
        } else {
            router.route(begun, session, channel, loop);
        }
    }

    private void onAnswered() {
        exchange = null;
        upgrade = null;
        idle.onActivity();
        if (channel.eventLoop().inEventLoop() && !requests.isEmpty()) {
            channel.eventLoop().execute(this::next);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("{} failed", channel.remoteAddress(), cause);
        }
        endReason = String.valueOf(cause.getMessage());
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (upgrade != null) {
            upgrade.abandon(endReason);
        }
        session.end(endReason);
    }
}
