package io.monaserver.transport.rtmfp;

import io.monaserver.protocol.crypto.DhGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that compute keys: one for the common small group, one for all others, so that these hold up nobody. */
final class KeyComputing implements AutoCloseable {

    private static final int QUEUE = 256;

    private final ThreadPoolExecutor small = thread("mona-keys-small");
    private final ThreadPoolExecutor large = thread("mona-keys-large");

    private static ThreadPoolExecutor thread(String name) {
        return new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), new DefaultThreadFactory(name, true));
    }

    /** Runs the work, then what follows it on its owner's thread; false if there is too much to do. */
    boolean submit(DhGroup group, Runnable work, Runnable then, Executor owner) {
        ThreadPoolExecutor thread = group == DhGroup.MODP_1024 ? small : large;
        try {
            thread.execute(() -> {
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
        small.shutdownNow();
        large.shutdownNow();
    }
}
