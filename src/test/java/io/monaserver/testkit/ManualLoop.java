package io.monaserver.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An event loop without a thread: tasks run where they are given, timers when the test moves the clock. */
public final class ManualLoop extends AbstractExecutorService implements ScheduledExecutorService {

    /** Tasks that have run, timers not among them. */
    public final AtomicInteger executed = new AtomicInteger();

    private final ManualClock clock;
    private final Queue<Timer> timers = new ConcurrentLinkedQueue<>();

    public ManualLoop(ManualClock clock) {
        this.clock = clock;
    }

    /** Moves the clock, then runs what is due. */
    public void advance(Duration duration) {
        clock.advance(duration);
        for (Timer timer : List.copyOf(timers)) {
            if (timer.getDelay(TimeUnit.NANOSECONDS) <= 0 && timers.remove(timer)) {
                timer.run();
            }
        }
    }

    @Override
    public void execute(Runnable task) {
        task.run();
        executed.incrementAndGet();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Timer timer = new Timer(task, clock.nanos() + unit.toNanos(delay));
        timers.add(timer);
        return timer;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        timers.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        timers.clear();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }

    private final class Timer extends FutureTask<Map<String, String>> implements ScheduledFuture<Map<String, String>> {

        private final long dueNanos;

        Timer(Runnable task, long dueNanos) {
            super(task, Map.of());
            this.dueNanos = dueNanos;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - clock.nanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
