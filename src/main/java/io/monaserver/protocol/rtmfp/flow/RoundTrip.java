package io.monaserver.protocol.rtmfp.flow;

/** Measures a session's round trip by the stamps of its packets, and says when data count as lost (§3.5.2.2). */
public final class RoundTrip {

    private static final int TICK_MS = 4;
    private static final int MASK = 0xFFFF;
    private static final int LONGEST_TICKS = 32767;
    private static final long ECHO_LIFETIME_MS = 128_000;
    private static final long ACK_ALLOWANCE_MS = 200;
    private static final long MIN_TIMEOUT_MS = 250;
    private static final long FIRST_TIMEOUT_MS = 3000;
    private static final long MAX_BACKOFF_MS = 10_000;
    private static final double BACKOFF = 1.4142;

    private int stampReceived = -1;
    private long stampReceivedAt;
    private int echoSent = -1;
    private int echoReceived = -1;
    private long echoReceivedAt = Long.MIN_VALUE;
    private long echoedFrom;
    private double smoothed = -1;
    private double variance;
    private double measuredTimeout = MIN_TIMEOUT_MS;
    private double timeout = FIRST_TIMEOUT_MS;

    /** The stamp of a packet sent now. */
    public static int stamp(long now) {
        return (int) (now / TICK_MS) & MASK;
    }

    /** The far end's stamp as it would be now, -1 if there is nothing new to say. */
    public int echo(long now) {
        if (stampReceived < 0) {
            return -1;
        }
        long elapsed = now - stampReceivedAt;
        if (elapsed > ECHO_LIFETIME_MS) {
            stampReceived = -1;
            echoSent = -1;
            return -1;
        }
        int echo = (int) (stampReceived + elapsed / TICK_MS) & MASK;
        if (echo == echoSent) {
            return -1;
        }
        echoSent = echo;
        return echo;
    }

    /** Takes the stamps of a received packet, -1 for those that it does not have. */
    public void received(int stamp, int echo, long now) {
        if (stamp >= 0 && stamp != stampReceived) {
            stampReceived = stamp;
            stampReceivedAt = now;
        }
        if (echo >= 0 && echo != echoReceived) {
            echoReceived = echo;
            int ticks = (stamp(now) - echo) & MASK;
            if (ticks <= LONGEST_TICKS) {
                echoReceivedAt = now;
                echoedFrom = now - (long) ticks * TICK_MS;
                measured((double) ticks * TICK_MS);
            }
        }
    }

    private void measured(double sample) {
        if (smoothed < 0) {
            smoothed = sample;
            variance = sample / 2;
        } else {
            variance = (3 * variance + Math.abs(smoothed - sample)) / 4;
            smoothed = (7 * smoothed + sample) / 8;
        }
        measuredTimeout = smoothed + 4 * variance + ACK_ALLOWANCE_MS;
        timeout = Math.max(measuredTimeout, MIN_TIMEOUT_MS);
    }

    /** Whether something that came at this time measured the round trip. */
    boolean isMeasuredAt(long now) {
        return echoReceivedAt == now;
    }

    /** When that was sent, at the latest, which measured it. */
    long echoedFrom() {
        return echoedFrom;
    }

    /** The smoothed round trip time in milliseconds, -1 before the first measurement. */
    public long smoothedMs() {
        return Math.round(smoothed);
    }

    /** After how many milliseconds without a word data are lost: ERTO. */
    public long timeoutMs() {
        return (long) Math.ceil(timeout);
    }

    /** Nobody answered in time: waits longer. */
    public void backOff() {
        timeout = Math.max(Math.min(timeout * BACKOFF, MAX_BACKOFF_MS), measuredTimeout);
    }
}
