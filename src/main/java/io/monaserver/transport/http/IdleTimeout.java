package io.monaserver.transport.http;

import io.monaserver.common.Clock;
import io.monaserver.transport.net.SendQueue;
import io.netty.channel.Channel;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes a kept connection on which nothing is asked for, and one whose client does not take its answer. While a script
 * works on an answer there is no silence to speak of.
 */
final class IdleTimeout {

    private final Channel channel;
    private final Clock clock;
    private final HttpSession session;
    private final BooleanSupplier isWaiting;
    private final long standardMs;
    private long lastMs;
    private long lastPendingBytes;
    private @Nullable Future<?> timer;

    IdleTimeout(Channel channel, HttpSettings settings, HttpSession session, BooleanSupplier isWaiting) {
        this.channel = channel;
        this.clock = settings.clock();
        this.session = session;
        this.isWaiting = isWaiting;
        this.standardMs = settings.config().timeout().toMillis();
    }

    void start() {
        lastMs = clock.millis();
        schedule(standardMs);
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    void onActivity() {
        lastMs = clock.millis();
    }

    /** The application's own timeout in seconds, if it set one. */
    private long timeoutMs() {
        String own = session.parameter("timeout");
        return own != null && own.matches("[1-9]\\d{0,5}") ? Long.parseLong(own) * 1000 : standardMs;
    }

    private void schedule(long delayMs) {
        timer = channel.eventLoop().schedule(this::check, Math.max(1, delayMs), TimeUnit.MILLISECONDS);
    }

    private void check() {
        long pendingBytes = pendingBytes();
        boolean moves = pendingBytes != lastPendingBytes;
        lastPendingBytes = pendingBytes;
        if (moves || (pendingBytes == 0 && !isWaiting.getAsBoolean())) {
            onActivity();
        }
        long leftMs = lastMs + timeoutMs() - clock.millis();
        if (leftMs <= 0) {
            channel.close();
        } else {
            schedule(leftMs);
        }
    }

    private long pendingBytes() {
        return SendQueue.pendingBytes(channel);
    }
}
