package io.monaserver.cluster.relay;

import io.netty.buffer.ByteBuf;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits of one publication to go to another node: filled on an event loop, emptied by the {@link TrunkQueue} in
 * whose line it stands while there is something to give. The bytes are shared with the relays to other nodes, and
 * copied into a batch only.
 */
final class RelayQueue {

    private final int channel;
    private final Queue<ByteBuf> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong total;
    private final AtomicBoolean isInLine = new AtomicBoolean();
    private volatile boolean isHeld;
    private volatile boolean isComplete;
    private volatile boolean isClosed;

    /** Whether the other side was told that nothing follows. */
    private volatile boolean isEnded;

    /** Whether what comes is forgotten at once, since nobody looks any more. */
    private volatile boolean isForgotten;

    /**
     * A queue of this number within its trunk.
     *
     * @param total the bytes that wait in all queues of the trunk
     */
    RelayQueue(int channel, AtomicLong total) {
        this.channel = channel;
        this.total = total;
    }

    /** Adds bytes, which it takes over. */
    void offer(ByteBuf wire) {
        count(wire.readableBytes());
        waiting.add(wire);
        if (isForgotten) {
            forget();
        }
    }

    /** Nothing follows. */
    void complete() {
        isComplete = true;
    }

    /** Gives nothing while it is held. */
    void hold(boolean isHeld) {
        this.isHeld = isHeld;
    }

    /** Gives nothing any more: at its next turn what waits is forgotten. */
    void close() {
        isClosed = true;
    }

    /** Forgets what waits and all that comes. For the emptying side, or when there is none. */
    void forget() {
        isForgotten = true;
        for (ByteBuf wire = waiting.poll(); wire != null; wire = waiting.poll()) {
            count(-wire.readableBytes());
            wire.release();
        }
    }

    long pendingBytes() {
        return pending.get();
    }

    /** Whether it needs a turn. */
    boolean isReady() {
        if (isClosed) {
            return !isForgotten;
        }
        return !isHeld && !isEnded && (isComplete || !waiting.isEmpty());
    }

    /** Takes a place in the line; false if it has one. */
    boolean enterLine() {
        return isInLine.compareAndSet(false, true);
    }

    /** Gives its place in the line up. */
    void leaveLine() {
        isInLine.set(false);
    }

    /** Its turn: adds a section of at most so many bytes to a batch, if it has something to give. */
    void give(TrunkBatch batch, int limit) {
        if (isClosed) {
            forget();
        } else if (isReady()) {
            batch.begin(channel);
            fill(batch, limit);
            // An empty section says that nothing follows.
            isEnded = batch.end() == 0;
        }
    }

    private void count(int bytes) {
        pending.addAndGet(bytes);
        total.addAndGet(bytes);
    }

    private void fill(TrunkBatch batch, int limit) {
        int left = limit;
        ByteBuf first = waiting.peek();
        while (first != null) {
            int moved = batch.add(first, left);
            count(-moved);
            left -= moved;
            if (first.isReadable()) {
                return;
            }
            waiting.remove();
            first.release();
            first = waiting.peek();
        }
    }
}
