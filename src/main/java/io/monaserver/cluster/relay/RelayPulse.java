package io.monaserver.cluster.relay;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has all relays of this node send at common moments. What a fragment costs between two nodes is mostly the waking of
 * one thread after another; at a common moment that is paid once for all of them.
 */
final class RelayPulse {

    private static final int PERIOD_MS = 5;

    private final Queue<RelayQueue> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private final ScheduledExecutorService timer;

    RelayPulse(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Signals the queue at the next moment. */
    void signalSoon(RelayQueue queue) {
        if (queue.announce()) {
            waiting.add(queue);
        }
        if (isScheduled.compareAndSet(false, true)) {
            timer.schedule(this::beat, PERIOD_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void beat() {
        isScheduled.set(false);
        for (RelayQueue queue = waiting.poll(); queue != null; queue = waiting.poll()) {
            queue.signal();
        }
    }
}
