package io.monaserver.transport.rtmfp;

import io.monaserver.protocol.crypto.DhGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that compute keys: one for each group, with a queue of its own, so that the large ones hold up nobody but
 * those who chose them. A thread that is not needed ends.
 */
final class KeyComputing implements AutoCloseable {

    /** Exchanges that may wait for each other in one group. */
    static final int QUEUE = 256;

    private static final int IDLE_SECONDS = 60;

    private final Map<DhGroup, ThreadPoolExecutor> threads = new EnumMap<>(DhGroup.class);

    KeyComputing() {
        for (DhGroup group : DhGroup.values()) {
            ThreadPoolExecutor thread = new ThreadPoolExecutor(
                    1,
                    1,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(QUEUE),
                    new DefaultThreadFactory("mona-keys-" + group.name().toLowerCase(Locale.ROOT), true));
            thread.allowCoreThreadTimeOut(true);
            threads.put(group, thread);
        }
    }

    /** Runs the work, then what follows it on its owner's thread; false if there is too much to do. */
    boolean submit(DhGroup group, Runnable work, Runnable then, Executor owner) {
        try {
            Objects.requireNonNull(threads.get(group)).execute(() -> {
                work.run();
                owner.execute(then);
            });
            return true;
        } catch (RejectedExecutionException expected) {
            return false;
        }
    }

    @Override
    public void close() {
        threads.values().forEach(ThreadPoolExecutor::shutdownNow);
    }
}
