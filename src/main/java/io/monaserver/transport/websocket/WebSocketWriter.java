package io.monaserver.transport.websocket;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.RawFormat;
import io.monaserver.domain.CloseReason;
import io.monaserver.domain.Effect;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.Writer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;

/**
 * What a script does to a WebSocket client: messages and calls are JSON arrays in text, raw bytes are binary. Used on
 * the connection's loop only, but for the two figures.
 */
final class WebSocketWriter implements Writer {

    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int MALFORMED = 1007;
    static final int POLICY = 1008;
    static final int INTERNAL_ERROR = 1011;
    static final int TRY_AGAIN = 1013;

    private final Channel channel;
    private final DataFormat json;
    private boolean flushing;
    private boolean closed;
    private volatile int pingMs;
    private volatile long lastReceptionMs;

    WebSocketWriter(Channel channel, DataFormat json) {
        this.channel = channel;
        this.json = json;
    }

    @Override
    public void write(Effect effect) {
        if (effect instanceof Effect.Message message) {
            send(WebSocketFrames.TEXT, message.values());
        } else if (effect instanceof Effect.Invocation invocation) {
            send(WebSocketFrames.TEXT, invocation(invocation.name(), invocation.values()));
        } else if (effect instanceof Effect.Raw raw) {
            send(WebSocketFrames.BINARY, raw.data());
        } else if (effect instanceof Effect.Status status) {
            send(WebSocketFrames.TEXT, StatusMessage.encode(json, status.code(), status.description()));
        } else if (effect instanceof Effect.Close close) {
            close(isCloseCode(close.code()) ? close.code() : NORMAL, "");
        }
        // A property is a cookie, which only HTTP can set; a flush happens anyway.
    }

    /** Does what was asked for during a call whose arguments were raw bytes: its answer is raw bytes too. */
    void writeRaw(Effect effect) {
        if (effect instanceof Effect.Message message) {
            DataEncoder raw = RawFormat.INSTANCE.newEncoder();
            json.newReader(message.values()).readAll(raw);
            send(WebSocketFrames.BINARY, raw.toBytes());
        } else {
            write(effect);
        }
    }

    /** Says that a call failed; the connection stays. */
    void writeFailure(String description) {
        send(WebSocketFrames.TEXT, StatusMessage.encode(json, "Call.Failed", description));
    }

    /** Says what became of a stream. */
    void writeStreamStatus(String code, String description) {
        send(WebSocketFrames.TEXT, StatusMessage.ofStream(json, code, description));
    }

    /** Tells a client that plays a stream what becomes of it. */
    void tell(StreamEvent event) {
        if (event instanceof StreamEvent.Published publishing) {
            call("__publishing", publishing.name());
        } else if (event instanceof StreamEvent.Unpublished unpublished) {
            call("__unpublishing", unpublished.name());
        } else if (event instanceof StreamEvent.Closed closed) {
            close(TRY_AGAIN, closed.reason());
        }
    }

    /** Calls a function on the client's side with one text. */
    void call(String name, String argument) {
        DataEncoder values = json.newEncoder();
        values.writeString(argument);
        send(WebSocketFrames.TEXT, invocation(name, values.toBytes()));
    }

    void send(int opcode, byte[] payload) {
        write(WebSocketFrames.frame(opcode, payload, channel.alloc()));
    }

    /** Takes over a whole frame; nothing follows a goodbye. */
    void write(ByteBuf frame) {
        if (closed) {
            frame.release();
        } else {
            channel.write(frame, channel.voidPromise());
            flush();
        }
    }

    /** Sends at the end of what the loop is doing, so that answers to a batch of messages go out together. */
    @Override
    public void flush() {
        if (!flushing) {
            flushing = true;
            channel.eventLoop().execute(this::flushNow);
        }
    }

    private void flushNow() {
        flushing = false;
        channel.flush();
    }

    @Override
    public void close(CloseReason reason) {
        switch (reason.kind()) {
            case SERVER_STOPS, IDLE -> close(GOING_AWAY, reason.text());
            case REFUSED -> close(POLICY, reason.text());
            case CLOSED_BY_SCRIPT -> close(NORMAL, reason.text());
            case OVERLOADED -> close(TRY_AGAIN, reason.text());
            case FAILED -> close(INTERNAL_ERROR, reason.text());
        }
    }

    /** Says goodbye and ends the connection (RFC 6455 §7.1.1: the server closes first). */
    void close(int code, String reason) {
        if (closed) {
            return;
        }
        closed = true;
        channel.writeAndFlush(WebSocketFrames.close(code, reason, channel.alloc()))
                .addListener(ChannelFutureListener.CLOSE);
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public int pingMs() {
        return pingMs;
    }

    @Override
    public long lastReceptionMs() {
        return lastReceptionMs;
    }

    void onPing(int milliseconds) {
        pingMs = milliseconds;
    }

    void onReception(long epochMs) {
        lastReceptionMs = epochMs;
    }

    /** Puts a function's name before its arguments: {@code [1,2]} becomes {@code ["name",1,2]}. */
    private byte[] invocation(String name, byte[] values) {
        DataEncoder encoder = json.newEncoder();
        encoder.writeString(name);
        byte[] head = encoder.toBytes();
        boolean hasArguments = values.length > 2;
        byte[] call = new byte[hasArguments ? head.length + values.length - 1 : head.length];
        System.arraycopy(head, 0, call, 0, head.length);
        if (hasArguments) {
            call[head.length - 1] = ',';
            System.arraycopy(values, 1, call, head.length, values.length - 1);
        }
        return call;
    }

    /** The codes an endpoint may send (§7.4). */
    private static boolean isCloseCode(int code) {
        return (code >= NORMAL && code <= 1003)
                || (code >= MALFORMED && code <= 1014)
                || (code >= 3000 && code <= 4999);
    }
}
