package io.monaserver.cluster.relay;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What waits to go to another node, of all publications that are relayed there. Given out in batches to which those
 * that have something contribute in turn, a bounded part each, so that none waits for another's key frame. Filled on
 * event loops, emptied by one stream as the other node asks for more.
 */
final class TrunkQueue {

    /** What a publication gives at its turn: a batch has room for four with much, and hundreds with little. */
    static final int TURN_BYTES = 16 << 10;

    /** What may wait in all queues before each counts as longer than it is. */
    static final long AMPLE_BYTES = 32 << 20;

    private final RelayPulse pulse;
    private final AtomicLong total = new AtomicLong();
    private final Map<Integer, RelayQueue> queues = new ConcurrentHashMap<>();
    private final Queue<RelayQueue> line = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isAnnounced = new AtomicBoolean();
    private final AtomicBoolean isSignalled = new AtomicBoolean();
    private volatile Runnable wake = () -> {};
    private volatile boolean isClosed;

    /** The emptying side's. */
    private final TrunkBatch batch = new TrunkBatch();

    TrunkQueue(RelayPulse pulse) {
        this.pulse = pulse;
    }

    /** A queue for one more publication. */
    RelayQueue open(int channel) {
        RelayQueue queue = new RelayQueue(channel, total);
        queues.put(channel, queue);
        if (isClosed) {
            queue.forget();
        }
        return queue;
    }

    /**
     * How long a queue is for the drop rule: the more waits in all, the less each may have. So hundreds of publications
     * for a node that falls behind do not fill the memory, and those with the most lose first.
     */
    long countedBytes(RelayQueue queue) {
        return (long) (queue.pendingBytes() * Math.max(1.0, (double) total.get() / AMPLE_BYTES));
    }

    /** A publication gives nothing any more. */
    void close(int channel) {
        RelayQueue queue = queues.remove(channel);
        if (queue != null) {
            queue.close();
            enlist(queue);
        }
    }

    /** Lets a publication wait, or go on. */
    void hold(int channel, boolean isHeld) {
        RelayQueue queue = queues.get(channel);
        if (queue != null) {
            queue.hold(isHeld);
            enlist(queue);
        }
    }

    /** Gives the queue a turn if it needs one. */
    void enlist(RelayQueue queue) {
        if (queue.isReady() && queue.enterLine()) {
            line.add(queue);
            pulse.signalSoon(this);
        }
    }

    /** Whether this is the first announcement of a {@link #signal} since the last one. */
    boolean announce() {
        return isAnnounced.compareAndSet(false, true);
    }

    /** Wakes the emptying side, unless it was and has not yet looked. */
    void signal() {
        isAnnounced.set(false);
        if (isSignalled.compareAndSet(false, true)) {
            wake.run();
        }
    }

    /** How the emptying side is woken; what came before counts as a signal. */
    void onSignal(Runnable wake) {
        this.wake = wake;
        isSignalled.set(true);
        wake.run();
    }

    /** The emptying side has been woken, and looks. */
    void awake() {
        isSignalled.set(false);
    }

    /** The next batch; null if nothing waits. */
    byte @Nullable [] poll() {
        while (batch.hasRoom()) {
            RelayQueue queue = line.poll();
            if (queue == null) {
                break;
            }
            queue.give(batch, TURN_BYTES);
            queue.leaveLine();
            if (queue.isReady() && queue.enterLine()) {
                line.add(queue);
            }
        }
        return batch.take();
    }

    /** The emptying side has ended: nothing waits any more. */
    void close() {
        isClosed = true;
        queues.values().forEach(RelayQueue::forget);
        line.forEach(RelayQueue::forget);
    }
}
