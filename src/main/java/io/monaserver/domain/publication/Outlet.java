package io.monaserver.domain.publication;

import io.monaserver.common.Clock;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.WireForm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The listeners of a {@link Feed} on one event loop, and what waits to be written to them: for the feed's merge window,
 * and for the loop's {@link Pace}. Told what to do by the publication's actor; does it on the loop, in that order.
 */
final class Outlet {

    private final WireForm form;
    private final ScheduledExecutorService loop;
    private final Clock clock;
    private final long windowNanos;
    private final Pace pace;
    private final List<Listener> listeners = new ArrayList<>();
    private final Newcomers newcomers;
    private final List<Batch> waiting = new ArrayList<>();
    private long windowEndNanos;
    private boolean scheduled;

    Outlet(WireForm form, ScheduledExecutorService loop, int windowMs, Clock clock) {
        this.form = form;
        this.loop = loop;
        this.clock = clock;
        this.windowNanos = TimeUnit.MILLISECONDS.toNanos(windowMs);
        this.pace = new Pace(clock.nanos());
        this.newcomers = new Newcomers(loop, clock, listeners::add);
    }

    /** Adds a listener, which gets the burst first. */
    void add(Listener listener, JoinBurst burst) {
        burst.wire().retain();
        loop.execute(() -> {
            try {
                if (listener.delivery().open(burst)) {
                    newcomers.add(listener, burst);
                } else {
                    listeners.add(listener);
                }
            } finally {
                burst.wire().release();
            }
        });
    }

    void remove(Listener listener) {
        loop.execute(() -> {
            newcomers.remove(listener);
            listeners.remove(listener);
        });
    }

    /** Takes packets in; they go out as soon as window and pace allow. */
    void push(Batch batch) {
        batch.wire().retain();
        loop.execute(() -> {
            if (waiting.isEmpty()) {
                windowEndNanos = clock.nanos() + windowNanos;
            }
            waiting.add(batch);
            deliverWhenReady();
        });
    }

    /** Sends what waits, however short. */
    void sendWaiting() {
        loop.execute(this::deliver);
    }

    /** The publisher changed: what was sent so far is no ground for what follows. */
    void restart() {
        loop.execute(() -> {
            deliver();
            newcomers.admitAll();
            listeners.forEach(listener -> listener.delivery().restart());
        });
    }

    /** Tells all listeners, after the media that came before. */
    void tell(StreamEvent event) {
        loop.execute(() -> {
            deliver();
            newcomers.admitAll();
            listeners.forEach(listener -> listener.tell(event));
        });
    }

    /** Forgets everybody and what waited for them. */
    void close() {
        loop.execute(() -> {
            listeners.clear();
            newcomers.clear();
            waiting.forEach(batch -> batch.wire().release());
            waiting.clear();
        });
    }

    private void deliverWhenReady() {
        long nowNanos = clock.nanos();
        long waitNanos = Math.max(windowEndNanos - nowNanos, pace.waitNanos(nowNanos));
        if (waitNanos <= 0) {
            deliver();
        } else if (!scheduled) {
            scheduled = true;
            loop.schedule(this::onTimer, waitNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void onTimer() {
        scheduled = false;
        if (!waiting.isEmpty()) {
            deliverWhenReady();
        }
    }

    private void deliver() {
        if (waiting.isEmpty()) {
            return;
        }
        Batch batch = Batch.join(waiting, form);
        waiting.clear();
        long startNanos = clock.nanos();
        newcomers.push(batch);
        try {
            for (Listener listener : listeners) {
                listener.delivery().deliver(batch);
            }
        } finally {
            batch.wire().release();
            pace.delivered(startNanos, clock.nanos());
        }
    }
}
