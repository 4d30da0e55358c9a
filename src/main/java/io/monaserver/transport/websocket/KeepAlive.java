package io.monaserver.transport.websocket;

import io.monaserver.common.Clock;
import io.monaserver.domain.CloseReason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Pings a client at a third of its timeout, measures the round trip, and closes the connection that stays silent. */
final class KeepAlive {

    private static final int PING_SIZE = Long.BYTES;

    private final Channel channel;
    private final WebSocketWriter writer;
    private final Clock clock;
    private long timeoutMs;
    private long lastMs;
    private @Nullable Future<?> timer;

    KeepAlive(Channel channel, WebSocketWriter writer, WebSocketSettings settings) {
        this.channel = channel;
        this.writer = writer;
        this.clock = settings.clock();
        this.timeoutMs = settings.timeout().toMillis();
    }

    /** Begins, with the timeout that an application wants for its clients, in seconds, if it wants one. */
    void start(@Nullable String timeout) {
        if (timeout != null && timeout.matches("[1-9]\\d{0,5}")) {
            timeoutMs = Long.parseLong(timeout) * 1000;
        }
        lastMs = clock.millis();
        schedule();
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    void onReception() {
        lastMs = clock.millis();
        writer.onReception(clock.epochMs());
    }

    /** A pong that carries the time of its ping; any other is only a sign of life (RFC 6455 §5.5.3). */
    void onPong(ByteBuf content) {
        if (content.readableBytes() == PING_SIZE) {
            long roundTripMs = (clock.nanos() - content.getLong(content.readerIndex())) / 1_000_000;
            if (roundTripMs >= 0 && roundTripMs <= timeoutMs) {
                writer.onPing((int) Math.max(1, roundTripMs));
            }
        }
    }

    private void schedule() {
        timer = channel.eventLoop().schedule(this::check, Math.max(1, timeoutMs / 3), TimeUnit.MILLISECONDS);
    }

    private void check() {
        if (writer.isClosed()) {
            return;
        }
        if (clock.millis() - lastMs >= timeoutMs) {
            writer.close(new CloseReason(CloseReason.Kind.IDLE, "silent for " + timeoutMs / 1000 + " s"));
            return;
        }
        writer.send(
                WebSocketFrames.PING,
                ByteBuffer.allocate(PING_SIZE).putLong(clock.nanos()).array());
        schedule();
    }
}
