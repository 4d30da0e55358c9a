package io.monaserver.protocol.rtmfp;

/**
 * How many packets without a session an endpoint looks at. Anybody can send them, and each costs more than to receive
 * it: what exceeds this is dropped unread, so that a flood takes no more than a tenth of a processor from the sessions.
 */
final class StartupBudget {

    /** Two and a half thousand handshakes in a second. */
    static final int PER_MS = 5;

    /** What may come at once, after a while without. */
    static final int BURST = 500;

    private long left = BURST;
    private long countedAt;

    StartupBudget(long now) {
        countedAt = now;
    }

    /** Whether one more may be looked at now. */
    boolean take(long now) {
        left = Math.min(BURST, left + (now - countedAt) * PER_MS);
        countedAt = now;
        if (left <= 0) {
            return false;
        }
        left--;
        return true;
    }
}
