package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.crypto.DhGroup;

/** Does the computing of key agreements, which takes milliseconds, where it holds nobody up. */
@FunctionalInterface
public interface KeyingExecutor {

    /** Computes in place: for tests and for clients with few sessions. */
    KeyingExecutor IN_PLACE = (group, work, then) -> {
        work.run();
        then.run();
        return true;
    };

    /**
     * Runs some work anywhere, and what follows it on the endpoint's own thread.
     *
     * @param group tells how long the work takes
     * @return false if there is too much to do already: nothing will run, and the other end will ask again
     */
    boolean submit(DhGroup group, Runnable work, Runnable then);
}
