package io.monaserver.transport.rtmfp;

/** The share of fragments that got lost over the last seconds. Written by one thread, readable on any. */
final class LossWindow {

    private static final int SECONDS = 4;
    private static final long INTERVAL_MS = 1000;

    private final long[] sent = new long[SECONDS];
    private final long[] lost = new long[SECONDS];
    private int next;
    private long sentBefore;
    private long lostBefore;
    private long sampledMs = Long.MIN_VALUE / 2;
    private volatile double rate;

    /** Whether it is time for another sample. */
    boolean isDue(long nowMs) {
        return nowMs - sampledMs >= INTERVAL_MS;
    }

    /** What was sent and lost so far. Less than before means that flows have ended, whose last moments do not count. */
    void sample(long nowMs, long sentSoFar, long lostSoFar) {
        sampledMs = nowMs;
        sent[next] = Math.max(0, sentSoFar - sentBefore);
        lost[next] = Math.max(0, lostSoFar - lostBefore);
        next = (next + 1) % SECONDS;
        sentBefore = sentSoFar;
        lostBefore = lostSoFar;
        long allSent = 0;
        long allLost = 0;
        for (int i = 0; i < SECONDS; i++) {
            allSent += sent[i];
            allLost += lost[i];
        }
        rate = allSent == 0 ? 0 : Math.min(1, (double) allLost / allSent);
    }

    double rate() {
        return rate;
    }
}
