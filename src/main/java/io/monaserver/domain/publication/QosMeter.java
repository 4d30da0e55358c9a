package io.monaserver.domain.publication;

import io.monaserver.common.Clock;
import io.monaserver.domain.QualityOfService;

/**
 * Counts what passed and what was lost over the last {@link #WINDOW_SECONDS} (CHECKLIST 12.5). Written by one thread;
 * readers on others see figures that may be a moment old.
 */
final class QosMeter implements QualityOfService {

    static final int WINDOW_SECONDS = 4;

    private static final int SLOTS = 8;

    private final Clock clock;
    private final long[] seconds = new long[SLOTS];
    private final long[] bytes = new long[SLOTS];
    private final int[] passed = new int[SLOTS];
    private final int[] lost = new int[SLOTS];
    private volatile int latencyMs;
    private long lastMs;

    QosMeter(Clock clock) {
        this.clock = clock;
    }

    void passed(int size, long epochMs) {
        int slot = slot(epochMs);
        bytes[slot] += size;
        passed[slot]++;
        lastMs = epochMs;
    }

    void lost(long epochMs) {
        lost[slot(epochMs)]++;
    }

    /** Packets that passed turned out to be lost on the way. */
    void lostAfterAll(int count, long epochMs) {
        if (count > 0) {
            int slot = slot(epochMs);
            passed[slot] -= count;
            lost[slot] += count;
        }
    }

    void latency(int milliseconds) {
        latencyMs = milliseconds;
    }

    @Override
    public double lostRate() {
        long ok = 0;
        long bad = 0;
        long now = clock.epochMs() / 1000;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (isRecent(slot, now)) {
                ok += passed[slot];
                bad += lost[slot];
            }
        }
        return bad == 0 ? 0 : Math.min(1, (double) bad / Math.max(1, ok + bad));
    }

    @Override
    public double byteRate() {
        long sum = 0;
        long now = clock.epochMs() / 1000;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (isRecent(slot, now)) {
                sum += bytes[slot];
            }
        }
        return (double) sum / WINDOW_SECONDS;
    }

    @Override
    public int latencyMs() {
        return latencyMs;
    }

    @Override
    public long lastSendingTimeMs() {
        return lastMs;
    }

    /** Whole seconds only: the one in progress would make a steady stream look uneven. */
    private boolean isRecent(int slot, long nowSeconds) {
        long age = nowSeconds - seconds[slot];
        return age >= 1 && age <= WINDOW_SECONDS;
    }

    private int slot(long epochMs) {
        long second = epochMs / 1000;
        int slot = (int) (second & (SLOTS - 1));
        if (seconds[slot] != second) {
            seconds[slot] = second;
            bytes[slot] = 0;
            passed[slot] = 0;
            lost[slot] = 0;
        }
        return slot;
    }
}
