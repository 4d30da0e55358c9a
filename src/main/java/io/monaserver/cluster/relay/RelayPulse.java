package io.monaserver.cluster.relay;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has all trunks of this node send at common moments: at once after a while of silence, then every few milliseconds.
 * What a batch costs between two nodes is mostly the waking of one thread after another; at a common moment that is
 * paid once for all.
 */
final class RelayPulse {

    private static final int PERIOD_MS = 5;

    private final Queue<TrunkQueue> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isBeating = new AtomicBoolean();
    private final ScheduledExecutorService timer;

    RelayPulse(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Signals the queue at the next moment. */
    void signalSoon(TrunkQueue queue) {
        if (queue.announce()) {
            waiting.add(queue);
        }
        if (isBeating.compareAndSet(false, true)) {
            timer.execute(this::beat);
        }
    }

    private void beat() {
        if (waiting.isEmpty()) {
            isBeating.set(false);
            // Somebody may have come in between.
            if (waiting.isEmpty() || !isBeating.compareAndSet(false, true)) {
                return;
            }
        }
        for (TrunkQueue queue = waiting.poll(); queue != null; queue = waiting.poll()) {
            queue.signal();
        }
        timer.schedule(this::beat, PERIOD_MS, TimeUnit.MILLISECONDS);
    }
}
