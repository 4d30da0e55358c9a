package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.rtmfp.flow.RoundTrip;

/** Watches for silence (§3.5.4.1). */
final class Keepalive {

    /** §3.5.1.1.1: a session that was opened and never used is as dead as one that was not opened. */
    private static final long UNUSED_MS = 95_000;

    private final KeepaliveSettings settings;
    private final RoundTrip roundTrip;
    private long deadline;
    private int unanswered;
    private boolean used;

    Keepalive(KeepaliveSettings settings, RoundTrip roundTrip, long now, boolean used) {
        this.settings = settings;
        this.roundTrip = roundTrip;
        this.used = used;
        this.deadline = now + (used ? settings.idleMs() : UNUSED_MS);
    }

    /** A valid packet came; true if it was the first one. */
    boolean heard(long now) {
        boolean first = !used;
        used = true;
        unanswered = 0;
        deadline = now + settings.idleMs();
        return first;
    }

    /** Asks for a sign of life soon. */
    void hasten(long now) {
        if (unanswered == 0) {
            deadline = Math.min(deadline, now);
        }
    }

    boolean isUsed() {
        return used;
    }

    boolean isDead(long now) {
        return now >= deadline && (!used || unanswered >= settings.tries());
    }

    /** Whether to ping now. */
    boolean isPingDue(long now) {
        if (now < deadline) {
            return false;
        }
        if (unanswered > 0) {
            roundTrip.backOff();
        }
        unanswered++;
        deadline = now + Math.max(settings.intervalMs(), roundTrip.timeoutMs());
        return true;
    }

    long deadline() {
        return deadline;
    }
}
