package io.monaserver.common;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A thread that is lent to somebody who wants an executor service to shut down: the thread itself goes on. */
public final class BorrowedExecutor extends AbstractExecutorService {

    private final Executor owner;
    private volatile boolean shutdown;

    /** Runs tasks on the owner's thread. */
    public BorrowedExecutor(Executor owner) {
        this.owner = owner;
    }

    @Override
    public void execute(Runnable task) {
        owner.execute(task);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }
}
