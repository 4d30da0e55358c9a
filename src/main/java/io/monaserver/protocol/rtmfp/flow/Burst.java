package io.monaserver.protocol.rtmfp.flow;

/**
 * Spreads data over the round trip (§3.5.2.3): six packets may go at once, and six more when the other end speaks of
 * data, or when as much time has passed as the window is worth of them. Without the latter a receiver that speaks once
 * for all that it read at once would be sent six packets in a round trip, however large the window. They go by sixes,
 * as single ones would cost a timer and a call to the system each.
 */
final class Burst {

    private static final int MAX = 6;

    /** Round trips below this, which is about the precision of the stamps, have nothing to spread over. */
    private static final long SHORT_MS = 5;

    /** A round trip that was measured while an end was overloaded says little: nobody waits for longer than this. */
    private static final long LONGEST_MS = 10;

    private int packets;
    private long blockedAt = AckSchedule.NEVER;

    /** A packet with data went. */
    void sent(long now) {
        packets++;
        if (packets == MAX) {
            blockedAt = now;
        }
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
        if (packets >= MAX && now >= deadline(packetMs)) {
            packets = 0;
        }
        return packets < MAX;
    }

    /** When it may go if it may not now. */
    long deadline(double packetMs) {
        return packetMs < 0 ? AckSchedule.NEVER : blockedAt + Math.min(LONGEST_MS, (long) Math.ceil(MAX * packetMs));
    }

    /** The time that a packet is worth: the round trip has room for a window of them. */
    static double packetMs(long roundTripMs, long window) {
        return roundTripMs < SHORT_MS
                ? Math.min(roundTripMs, 0)
                : (double) roundTripMs * CongestionControl.SEGMENT / window;
    }
}
