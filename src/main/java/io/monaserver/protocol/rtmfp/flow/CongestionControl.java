package io.monaserver.protocol.rtmfp.flow;

/**
 * How much may be under way in a session: the window of appendix A, which grows and shrinks as TCP's does, gives way to
 * others' real-time data and less so with its own.
 */
public final class CongestionControl {

    private static final long SEGMENT = 1460;
    private static final long INITIAL = 3 * SEGMENT;
    private static final long SCALABLE = 67_200;
    private static final long SLICE_MIN = 64;
    private static final long SLICE_MAX = 4800;
    private static final long SLICE_MAX_CRITICAL = 2400;
    private static final long STEP = 48;
    private static final long SLOW_STEP = 24;

    /** §3.5.2.3: packets with data between two words from the other end. */
    private static final int MAX_BURST = 6;

    private long window = INITIAL;
    private long threshold = Long.MAX_VALUE;
    private long accumulator;
    private int burst;

    /** The window before the latest timeout, and its threshold; 0 when there is nothing to go back to. */
    private long windowBefore;

    private long thresholdBefore;

    /** What a received packet said about data sent before. */
    public static final class Feedback {
        boolean loss;
        boolean naks;
        boolean acks;
        boolean spuriousTimeout;
        long ackedBytes;
        long outstandingBefore;
    }

    /** Bytes that may be under way. */
    public long window() {
        return window;
    }

    /** Whether another packet may go. */
    boolean allows(long outstanding) {
        return outstanding < window && burst < MAX_BURST;
    }

    /** A packet with data went. */
    void sent() {
        burst++;
    }

    /** The other end spoke of data. */
    void heard() {
        burst = 0;
    }

    /**
     * Nothing was heard for a retransmission timeout.
     *
     * @param loss whether something was under way
     */
    void timedOut(boolean loss) {
        if (loss && windowBefore == 0) {
            windowBefore = window;
            thresholdBefore = threshold;
        }
        threshold = Math.max(threshold, window * 3 / 4);
        accumulator = 0;
        window = loss ? SEGMENT : INITIAL;
        burst = 0;
    }

    /**
     * A packet was processed.
     *
     * @param fast whether no real-time data need to be given way
     * @param critical whether this session sends real-time data
     */
    void update(Feedback feedback, boolean fast, boolean critical) {
        if (feedback.spuriousTimeout) {
            takeBackTimeout();
        }
        if (feedback.acks && !feedback.naks) {
            windowBefore = 0;
        }
        if (feedback.loss) {
            shrink(feedback.outstandingBefore, fast, critical);
        } else if (feedback.acks && !feedback.naks && feedback.outstandingBefore >= window) {
            grow(feedback.ackedBytes, fast, critical);
        }
    }

    /** As TCP does (RFC 4015): a path or a receiver that paused, and lost nothing, is no reason to begin anew. */
    private void takeBackTimeout() {
        if (windowBefore > window) {
            window = windowBefore;
            threshold = thresholdBefore;
        }
        windowBefore = 0;
    }

    private void shrink(long outstanding, boolean fast, boolean critical) {
        boolean gently = critical || (outstanding > SCALABLE && fast);
        threshold = Math.max(gently ? outstanding * 7 / 8 : outstanding / 2, INITIAL);
        window = threshold;
        accumulator = 0;
    }

    private void grow(long acked, boolean fast, boolean critical) {
        long increase;
        if (fast && window < threshold) {
            increase = acked;
        } else if (!fast && critical && window < threshold) {
            increase = (acked + 3) / 4;
        } else {
            accumulator += acked;
            long cap = critical && !fast ? SLICE_MAX_CRITICAL : SLICE_MAX;
            long slice = Math.min(Math.max(window / 16, SLICE_MIN), cap);
            increase = accumulator / slice * (fast ? STEP : SLOW_STEP);
            accumulator %= slice;
        }
        window = Math.max(window + Math.min(increase, SEGMENT), INITIAL);
    }
}
