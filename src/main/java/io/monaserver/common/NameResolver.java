package io.monaserver.common;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks up host names on threads of its own, since the system's look-up blocks for as long as it likes. Safe on any
 * thread.
 *
 * <p>Limits: 4 look-ups at a time, 64 waiting; beyond, a look-up fails at once.
 */
public final class NameResolver {

    private static final int THREADS = 4;
    private static final int WAITING = 64;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;

    /** Takes no thread before the first look-up. */
    public NameResolver() {
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "dns");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** The address of a name, later; fails with an {@link UnknownHostException}. */
    public CompletableFuture<IpAddress> resolve(String host) {
        CompletableFuture<IpAddress> result = new CompletableFuture<>();
        IpAddress literal = IpAddress.parse(host);
        if (literal != null) {
            result.complete(literal);
            return result;
        }
        try {
            threads.execute(() -> {
                try {
                    result.complete(IpAddress.of(InetAddress.getByName(host)));
                } catch (UnknownHostException | SecurityException unknown) {
                    result.completeExceptionally(new UnknownHostException("Host " + host + " unresolved"));
                }
            });
        } catch (RejectedExecutionException full) {
            result.completeExceptionally(new UnknownHostException("Host " + host + " unresolved: too many look-ups"));
        }
        return result;
    }

    /**
     * The address of a name, waiting this long at most.
     *
     * @throws UnknownHostException if there is none in time
     */
    public IpAddress await(String host, Duration limit) throws UnknownHostException {
        try {
            return resolve(host).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new UnknownHostException(
                    "Host " + host + " unresolved: no answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new UnknownHostException(String.valueOf(cause.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("Host " + host + " unresolved: interrupted");
        }
    }
}
