package io.monaserver.transport.rtmfp;

import io.monaserver.protocol.rtmfp.DropReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that datagrams were dropped: a line for each cause at most every ten seconds, with how many there were. Safe on
 * any thread.
 */
final class DropLog {

    private static final Logger LOG = LoggerFactory.getLogger(DropLog.class);
    private static final long INTERVAL_MS = 10_000;

    private final Map<DropReason, Cause> causes = new EnumMap<>(DropReason.class);

    private static final class Cause {
        final AtomicLong count = new AtomicLong();
        final AtomicLong quietUntilMs = new AtomicLong(Long.MIN_VALUE);
    }

    DropLog() {
        for (DropReason reason : DropReason.values()) {
            causes.put(reason, new Cause());
        }
    }

    /** Counts a datagram; returns how many the line written now speaks of, 0 if none was. */
    long dropped(DropReason reason, long nowMs) {
        Cause cause = Objects.requireNonNull(causes.get(reason));
        cause.count.incrementAndGet();
        long until = cause.quietUntilMs.get();
        if (nowMs < until || !cause.quietUntilMs.compareAndSet(until, nowMs + INTERVAL_MS)) {
            return 0;
        }
        long count = cause.count.getAndSet(0);
        LOG.info("RTMFP datagrams dropped: {} ({})", count, reason);
        return count;
    }
}
