package io.monaserver.transport.websocket;

import io.monaserver.codec.DataReader;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.CloseReason;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Effect;
import io.monaserver.domain.Loop;
import io.monaserver.domain.Reply;
import io.monaserver.domain.client.ClientSession;
import io.monaserver.domain.client.SessionRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket client: calls its application's functions, gets what scripts push, and plays a stream if its address
 * names one. Runs on the connection's loop.
 */
public final class WebSocketConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);
    private static final String CLOSE_CALL = "__close";

    private final WebSocketSettings settings;
    private final Channel channel;
    private final WebSocketWriter writer;
    private final WebSocketMessages messages = new WebSocketMessages();
    private final KeepAlive keepAlive;
    private final ActorRef<ClientSession.Command> session;
    private final Loop loop;
    private final WebSocketStreams streams;
    private final Deque<Held> held = new ArrayDeque<>();
    private int holds;
    private int waitingBytes;
    private String endReason = "closed by the client";

    private record Held(byte[] message, boolean binary) {}

    /** Opens a session for this connection; {@link #connect} follows. */
    public WebSocketConnection(WebSocketSettings settings, Channel channel, Loop loop) {
        this.settings = settings;
        this.channel = channel;
        this.loop = loop;
        this.writer = new WebSocketWriter(channel, settings.json());
        this.keepAlive = new KeepAlive(channel, writer, settings);
        this.session = settings.sessions().open(writer, loop);
        this.streams = new WebSocketStreams(
                new WebSocketListener(channel, writer, loop), settings.clock(), session, this::hold);
    }

    /** Asks the application whether the client may come in. */
    public void connect(SessionRequest request, DataReader arguments, Reply<ConnectOutcome> reply) {
        session.tell(new ClientSession.Connect(request, arguments, reply));
    }

    /** The connection was not upgraded after all. */
    public void abandon(String reason) {
        session.tell(new ClientSession.Disconnect(reason));
    }

    /** Begins to speak, once this is in the pipeline and the upgrade has been answered. */
    public void start(ConnectOutcome outcome) {
        if (outcome instanceof ConnectOutcome.Accepted accepted) {
            accepted.effects().forEach(writer::write);
            keepAlive.start(accepted.parameters().get("timeout"));
        } else if (outcome instanceof ConnectOutcome.Rejected rejected) {
            writer.close(WebSocketWriter.POLICY, rejected.text());
        } else if (outcome instanceof ConnectOutcome.Redirected redirected) {
            writer.close(
                    WebSocketWriter.POLICY, "redirect " + redirected.addresses().get(0));
        } else if (outcome instanceof ConnectOutcome.Failed failed) {
            writer.close(WebSocketWriter.INTERNAL_ERROR, failed.text());
        } else {
            writer.close(WebSocketWriter.TRY_AGAIN, "");
        }
    }

    /** Plays a stream in binary frames of this form. */
    public void play(String name, Map<String, String> parameters, MediaFrames form) {
        WebSocketPlayer player = new WebSocketPlayer(channel, writer, form, loop);
        session.tell(player.request(name, parameters, settings.publicationWait()));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        keepAlive.onReception();
        WebSocketFrame frame = (WebSocketFrame) message;
        try {
            if (!writer.isClosed()) {
                onFrame(frame);
            }
        } finally {
            frame.release();
        }
    }

    private void onFrame(WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame) {
            writer.send(WebSocketFrames.PONG, ByteBufUtil.getBytes(frame.content()));
        } else if (frame instanceof PongWebSocketFrame) {
            keepAlive.onPong(frame.content());
        } else if (frame instanceof CloseWebSocketFrame) {
            onClose(frame.content());
        } else {
            onData(frame);
        }
    }

    private void onData(WebSocketFrame frame) {
        byte[] message = messages.add(frame);
        if (messages.isTooLong()) {
            failMalformed(1009, "message longer than " + WebSocketSettings.MOST_BYTES + " bytes");
        } else if (message != null && frame.isFinalFragment()) {
            onMessage(message, messages.isBinary());
        }
    }

    private void onMessage(byte[] message, boolean binary) {
        if (!binary && !Utf8.isValid(message)) {
            failMalformed(WebSocketWriter.MALFORMED, "text is not UTF-8");
            return;
        }
        if (holds > 0) {
            wait(message.length);
            held.add(new Held(message, binary));
        } else {
            handle(message, binary);
        }
    }

    /** Messages wait in their order while it is not known what becomes of them. */
    private void hold(boolean begins) {
        holds += begins ? 1 : -1;
        while (holds == 0 && !held.isEmpty() && !writer.isClosed()) {
            Held next = held.remove();
            wait(-next.message.length);
            handle(next.message, next.binary);
        }
    }

    private void handle(byte[] message, boolean binary) {
        RemoteCall call =
                binary || !isJson(message) ? RemoteCall.raw(message) : RemoteCall.parse(settings.json(), message);
        if (call.name().equals(CLOSE_CALL)) {
            writer.close(WebSocketWriter.NORMAL, "");
            return;
        }
        if (streams.handle(call, message)) {
            return;
        }
        wait(message.length);
        session.tell(new ClientSession.Call(
                call.name(), call.arguments(), outcome -> onOutcome(call.isRaw(), message.length, outcome)));
    }

    private void onOutcome(boolean raw, int size, CallOutcome outcome) {
        wait(-size);
        for (Effect effect : outcome.effects()) {
            if (raw) {
                writer.writeRaw(effect);
            } else {
                writer.write(effect);
            }
        }
        if (outcome instanceof CallOutcome.Failed failed) {
            writer.writeFailure(failed.text());
        } else if (outcome instanceof CallOutcome.NotFound notFound) {
            writer.writeFailure(notFound.text());
        } else if (outcome instanceof CallOutcome.Busy) {
            writer.writeFailure("server busy");
        }
    }

    /** Counts what waits for scripts, and stops reading while it is too much. */
    private void wait(int bytes) {
        boolean wasFull = waitingBytes > WebSocketSettings.MOST_BYTES;
        waitingBytes += bytes;
        boolean isFull = waitingBytes > WebSocketSettings.MOST_BYTES;
        if (wasFull != isFull) {
            channel.config().setAutoRead(!isFull);
        }
    }

    /** Arrays and objects are JSON for us; a lone number or word is a text like any other. */
    private static boolean isJson(byte[] message) {
        for (byte character : message) {
            if (character != ' ' && character != '\t' && character != '\r' && character != '\n') {
                return character == '[' || character == '{';
            }
        }
        return false;
    }

    /** Answers a goodbye with its own code (§5.5.1), or with none if it had none. */
    private void onClose(ByteBuf content) {
        int code = content.readableBytes() >= 2 ? content.getUnsignedShort(content.readerIndex()) : -1;
        endReason = "closed by the client" + (code < 0 ? "" : " with " + code);
        writer.close(code < 0 ? WebSocketWriter.NORMAL : code, "");
    }

    private void failMalformed(int code, String reason) {
        settings.traffic().malformed().increment();
        endReason = reason;
        writer.close(code, reason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            failMalformed(corrupted.closeStatus().code(), String.valueOf(cause.getMessage()));
        } else if (cause instanceof IOException) {
            endReason = String.valueOf(cause.getMessage());
            context.close();
        } else {
            LOG.error("{} failed", channel.remoteAddress(), cause);
            writer.close(new CloseReason(CloseReason.Kind.FAILED, "internal error"));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        messages.release();
        keepAlive.stop();
        session.tell(new ClientSession.Disconnect(endReason));
    }
}
