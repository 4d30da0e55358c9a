package io.monaserver.transport.rtmfp;

import java.util.concurrent.atomic.AtomicLong;

/** How many hellos of others one client is given in a second: anybody can send them. Safe on any thread. */
final class HelloQuota {

    static final int PER_SECOND = 100;

    private static final int COUNT_BITS = 20;

    /** The second, and in its low bits how many there were: one number, so that threads need no lock. */
    private final AtomicLong state = new AtomicLong();

    /** Whether one more may be passed on now. */
    boolean take(long nowMs) {
        long second = (nowMs / 1000) << COUNT_BITS;
        long after = state.updateAndGet(before -> {
            boolean isSameSecond = before >> COUNT_BITS == second >> COUNT_BITS;
            return isSameSecond ? Math.min(before + 1, second + PER_SECOND + 1) : second + 1;
        });
        return after - second <= PER_SECOND;
    }
}
