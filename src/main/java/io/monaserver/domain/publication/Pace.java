package io.monaserver.domain.publication;

/**
 * How soon deliveries may follow each other: after one that kept the event loop busy for a while the next starts
 * {@link #REST} of that while later at the earliest, and what comes meanwhile goes out with it.
 *
 * <p>A write to a socket costs the same for one packet as for three. With few listeners a delivery takes microseconds
 * and nothing ever waits; with a thousand it takes ten milliseconds, and a loop that wrote every packet alone would be
 * busy with nothing else, fall behind, and be late all the same.
 */
final class Pace {

    /** The rest after a delivery, as a share of the time that it took. */
    static final double REST = 1.0;

    /** The longest rest, whatever else the machine was busy with meanwhile. */
    static final long MAX_REST_NANOS = 40_000_000;

    private long readyNanos;
    private long lastNanos;

    /** A pace that begins ready. */
    Pace(long nowNanos) {
        readyNanos = nowNanos;
    }

    /** Nanoseconds until the next delivery may start; not above zero when it may now. */
    long waitNanos(long nowNanos) {
        return readyNanos - nowNanos;
    }

    /** Of the last two deliveries the shorter counts: one that was interrupted says nothing about its own cost. */
    void delivered(long startNanos, long endNanos) {
        long tookNanos = endNanos - startNanos;
        long restNanos = (long) (REST * Math.min(tookNanos, lastNanos));
        lastNanos = tookNanos;
        readyNanos = endNanos + Math.min(MAX_REST_NANOS, restNanos);
    }
}
