package io.monaserver.cluster;

import io.monaserver.config.ClusterConfig;
import io.monaserver.domain.ServerCall;
import io.monaserver.domain.ServerChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for one server while its link is up. Filled by scripts, emptied by the {@link ServerLink}, which
 * is woken when there is something after there was nothing.
 */
final class CallQueue implements ServerChannel {

    /** What a call takes beside its arguments. */
    private static final int OVERHEAD = 64;

    private final Queue<ServerCall> calls = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final ClusterConfig limits;
    private final Runnable wake;
    private final Consumer<String> reject;
    private volatile boolean isClosed;

    /** Waits for calls; both hooks are told on the thread of a script. */
    CallQueue(ClusterConfig limits, Runnable wake, Consumer<String> reject) {
        this.limits = limits;
        this.wake = wake;
        this.reject = reject;
    }

    @Override
    public @Nullable String send(ServerCall call) {
        if (isClosed) {
            return "the link is down";
        }
        long size = call.arguments().length;
        if (size > limits.messageBytes()) {
            return "bytes of arguments: " + size + " (expected: at most " + limits.messageBytes() + ")";
        }
        if (waitingBytes.addAndGet(size + OVERHEAD) > limits.queueBytes()) {
            waitingBytes.addAndGet(-size - OVERHEAD);
            return "too much waits for it (expected: at most " + limits.queueBytes() + " bytes)";
        }
        calls.add(call);
        if (!isWoken.get() && isWoken.compareAndSet(false, true)) {
            wake.run();
        }
        return null;
    }

    @Override
    public void reject(String reason) {
        isClosed = true;
        reject.accept(reason);
    }

    /** The next call, or null; then the next one wakes again. */
    @Nullable
    ServerCall poll() {
        ServerCall next = calls.poll();
        if (next == null) {
            isWoken.set(false);
            // One may have come in between, whose sender saw no need to wake.
            next = calls.poll();
            if (next == null) {
                return null;
            }
            isWoken.set(true);
        }
        waitingBytes.addAndGet(-next.arguments().length - OVERHEAD);
        return next;
    }

    /** The link is down: nothing is taken any more, and what waits is forgotten. */
    void close() {
        isClosed = true;
        calls.clear();
    }
}
