package io.monaserver.cluster.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What waits to go to another node: filled on an event loop, emptied by the stream as the other side asks for more.
 * Given out in fragments of bounded size, so that a key frame never holds up what other relays send, and with small
 * packets joined, since the cost is per fragment.
 */
final class RelayQueue {

    static final int FRAGMENT_BYTES = 32 << 10;

    private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicBoolean isSignalled = new AtomicBoolean();
    private final AtomicBoolean isAnnounced = new AtomicBoolean();
    private volatile Runnable wake = () -> {};
    private volatile boolean isComplete;

    /** How far the first of the waiting was given out; the emptying side's. */
    private int offset;

    /** Adds bytes; {@link #signal} follows. */
    void offer(ByteBuf wire) {
        pending.addAndGet(wire.readableBytes());
        waiting.add(ByteBufUtil.getBytes(wire));
    }

    /** Nothing follows. */
    void complete() {
        isComplete = true;
        signal();
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

    long pendingBytes() {
        return pending.get();
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

    boolean isDrained() {
        return isComplete && waiting.isEmpty();
    }

    /** The next fragment; null if nothing waits. */
    byte @Nullable [] poll() {
        int size = (int) Math.min(FRAGMENT_BYTES, pending.get());
        byte[] fragment = new byte[size];
        int filled = 0;
        while (filled < size) {
            byte[] first = waiting.peek();
            if (first == null) {
                break;
            }
            int count = Math.min(size - filled, first.length - offset);
            System.arraycopy(first, offset, fragment, filled, count);
            filled += count;
            offset += count;
            if (offset == first.length) {
                waiting.remove();
                offset = 0;
            }
        }
        pending.addAndGet(-filled);
        if (filled == 0) {
            return null;
        }
        return filled == size ? fragment : java.util.Arrays.copyOf(fragment, filled);
    }
}
