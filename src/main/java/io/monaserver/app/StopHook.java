package io.monaserver.app;

import java.util.concurrent.CountDownLatch;

/**
 * Stops the node when the process is asked to end, and ends it with a status of its own: the one of a signal would be
 * 143 or 130, but a server that stopped in order has done well.
 */
final class StopHook {

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int status;

    private StopHook() {}

    static StopHook install(Node node) {
        StopHook hook = new StopHook();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> hook.stop(node), "stop"));
        return hook;
    }

    /** Says with which status the process is to end, and returns it. */
    int exitWith(int failed) {
        status = failed;
        return failed;
    }

    /** Waits for the end of the process. */
    void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(Node node) {
        node.stop();
        Logging.close();
        ended.countDown();
        Runtime.getRuntime().halt(status);
    }
}
