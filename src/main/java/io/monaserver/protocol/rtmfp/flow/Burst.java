package io.monaserver.protocol.rtmfp.flow;

/**
 * Spreads data over the round trip (§3.5.2.3): six packets may go at once, then only as many as the window is worth in
 * the time that passes, until the other end speaks of data. Without the latter a receiver that speaks once for all that
 * it read at once would be sent six packets in a round trip, however large the window.
 */
final class Burst {

    private static final int MAX = 6;

    /** Round trips below this, which is about the precision of the stamps, have nothing to spread over. */
    private static final long SHORT_MS = 5;

    private static final double ROUNDING = 1e-6;

    /** Packets that went and that nothing has made up for. */
    private double packets;

    private long countedAt;

    /** A packet with data went. */
    void sent() {
        packets++;
    }

    /** The other end spoke of data, or nothing is under way any more. */
    void heard() {
        packets = 0;
    }

    /**
     * Whether another packet may go.
     *
     * @param packetMs the time that one packet is worth, negative if nobody knows
     */
    boolean allows(long now, double packetMs) {
        if (packetMs > 0 && packets > 0) {
            packets = Math.max(0, packets - (now - countedAt) / packetMs);
        }
        countedAt = now;
        return packets + 1 < MAX + ROUNDING || packetMs == 0;
    }

    /** When it may go if it may not now. */
    long deadline(double packetMs) {
        return packetMs <= 0
                ? AckSchedule.NEVER
                : countedAt + Math.max(1, (long) Math.ceil((packets - MAX + 1) * packetMs));
    }

    /** The time that a packet is worth: the round trip has room for a window of them. */
    static double packetMs(long roundTripMs, long window) {
        return roundTripMs < SHORT_MS
                ? Math.min(roundTripMs, 0)
                : (double) roundTripMs * CongestionControl.SEGMENT / window;
    }
}
