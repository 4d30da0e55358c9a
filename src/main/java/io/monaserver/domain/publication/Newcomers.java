package io.monaserver.domain.publication;

import io.monaserver.common.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The listeners on one event loop that have their first picture and wait for the rest of the pictures in progress, and
 * for what was published since. That is some hundred kilobytes for each: when a thousand join at once, it is better
 * spent after the last of them has a picture too. So each is let in when nobody has joined for {@link #QUIET_NANOS}, or
 * when it has waited for {@link #MAX_WAIT_NANOS}; one at a time, so that the loop sees to its sockets in between.
 */
final class Newcomers {

    /** Whoever joins alone waits for this long. */
    static final long QUIET_NANOS = 20_000_000;

    /** The longest wait, however many join. */
    static final long MAX_WAIT_NANOS = 500_000_000;

    private final ScheduledExecutorService loop;
    private final Clock clock;
    private final Consumer<Listener> onAdmitted;
    private final Deque<Newcomer> waiting = new ArrayDeque<>();
    private long lastNanos;
    private boolean scheduled;

    Newcomers(ScheduledExecutorService loop, Clock clock, Consumer<Listener> onAdmitted) {
        this.loop = loop;
        this.clock = clock;
        this.onAdmitted = onAdmitted;
    }

    /** A listener that was sent the opening of this burst. */
    void add(Listener listener, JoinBurst burst) {
        burst.wire().retain();
        lastNanos = clock.nanos();
        waiting.add(new Newcomer(listener, burst, lastNanos, new ArrayList<>()));
        schedule(QUIET_NANOS);
    }

    /** Keeps what is published for those that wait. */
    void push(Batch batch) {
        for (Newcomer newcomer : waiting) {
            batch.wire().retain();
            newcomer.missed.add(batch);
        }
    }

    /** Lets everybody in. */
    void admitAll() {
        while (!waiting.isEmpty()) {
            admit(waiting.remove());
        }
    }

    void remove(Listener listener) {
        waiting.removeIf(newcomer -> {
            boolean leaves = newcomer.listener == listener;
            if (leaves) {
                newcomer.release();
            }
            return leaves;
        });
    }

    void clear() {
        waiting.forEach(Newcomer::release);
        waiting.clear();
    }

    private void admitNext() {
        scheduled = false;
        Newcomer next = waiting.peek();
        if (next == null) {
            return;
        }
        long nowNanos = clock.nanos();
        long waitNanos = Math.min(lastNanos + QUIET_NANOS, next.sinceNanos + MAX_WAIT_NANOS) - nowNanos;
        if (waitNanos <= 0) {
            admit(waiting.remove());
            waitNanos = 0;
        }
        schedule(waitNanos);
    }

    private void schedule(long waitNanos) {
        if (!scheduled && !waiting.isEmpty()) {
            scheduled = true;
            loop.schedule(this::admitNext, waitNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void admit(Newcomer newcomer) {
        try {
            newcomer.listener.delivery().complete(newcomer.burst);
            newcomer.missed.forEach(newcomer.listener.delivery()::deliver);
        } finally {
            newcomer.release();
        }
        onAdmitted.accept(newcomer.listener);
    }

    private record Newcomer(Listener listener, JoinBurst burst, long sinceNanos, List<Batch> missed) {

        void release() {
            burst.wire().release();
            missed.forEach(batch -> batch.wire().release());
        }
    }
}
