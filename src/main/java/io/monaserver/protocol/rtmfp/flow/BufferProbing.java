package io.monaserver.protocol.rtmfp.flow;

/** When to ask a receiver that takes nothing whether it does again (§3.6.2.9.1). */
final class BufferProbing {

    private static final long FIRST_MS = 1000;
    private static final long LAST_MS = 60_000;

    private long period;
    private long deadline = AckSchedule.NEVER;

    /** Follows the flow's state. */
    void update(boolean suspended, long now, long retransmissionTimeout) {
        if (!suspended) {
            deadline = AckSchedule.NEVER;
        } else if (deadline == AckSchedule.NEVER) {
            period = Math.max(FIRST_MS, retransmissionTimeout);
            deadline = now + period;
        }
    }

    /** Whether to ask now; the next time is later. */
    boolean isDue(long now, long retransmissionTimeout) {
        if (now < deadline) {
            return false;
        }
        period = Math.min(2 * period, Math.max(LAST_MS, retransmissionTimeout));
        deadline = now + period;
        return true;
    }

    long deadline() {
        return deadline;
    }
}
