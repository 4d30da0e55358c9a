package io.monaserver.protocol.rtmfp.flow;

/**
 * How much may be under way in a session: the window of appendix A, which grows and shrinks as TCP's does, gives way to
 * others' real-time data and less so with its own.
 */
public final class CongestionControl {

    static final long SEGMENT = 1460;
    private static final long INITIAL = 3 * SEGMENT;
    private static final long SCALABLE = 67_200;
    private static final long SLICE_MIN = 64;

    /** For each sixteenth of a window: a segment for the whole, as RFC 5681 §3.1 has it; appendix A has half of it. */
    private static final long STEP = 91;

    /** From here on the window grows by a hundredth for each that arrives. */
    private static final long SLICE_MAX = 9100;

    /** §3.5.2.1: half a percent, or 384 bytes; who yields with real-time data of his own yields half as much. */
    private static final long SLICE_MAX_YIELDING = 4800;

    private static final long STEP_YIELDING = 24;
    private static final long STEP_CRITICAL = 48;

    private long window = INITIAL;
    private long threshold = Long.MAX_VALUE;
    private long accumulator;

    /** The window before the latest timeouts, and its threshold; 0 when there is nothing to go back to. */
    private long windowBefore;

    private long thresholdBefore;

    /** What a received packet said about data sent before. */
    public static final class Feedback {
        boolean loss;
        boolean naks;
        boolean acks;
        long ackedBytes;
        long outstandingBefore;
    }

    /** Bytes that may be under way. */
    public long window() {
        return window;
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
    }

    /**
     * A packet was processed.
     *
     * @param fast whether no real-time data need to be given way
     * @param critical whether this session sends real-time data
     */
    void update(Feedback feedback, boolean fast, boolean critical) {
        if (feedback.loss) {
            shrink(Math.min(window, feedback.outstandingBefore), fast, critical);
        } else if (feedback.acks && !feedback.naks && feedback.outstandingBefore >= window) {
            grow(feedback.ackedBytes, fast, critical);
        }
    }

    /** As TCP does (RFC 4015): a path or a receiver that paused, and lost nothing, is no reason to begin anew. */
    void takeBackTimeout() {
        if (windowBefore > window) {
            window = windowBefore;
            threshold = thresholdBefore;
        }
        windowBefore = 0;
    }

    /** What was lost is lost. */
    void confirmTimeout() {
        windowBefore = 0;
    }

    private void shrink(long used, boolean fast, boolean critical) {
        boolean gently = critical || (used > SCALABLE && fast);
        threshold = Math.max(gently ? used * 7 / 8 : used / 2, INITIAL);
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
            long step = fast ? STEP : critical ? STEP_CRITICAL : STEP_YIELDING;
            long slice = Math.min(Math.max(window / 16, SLICE_MIN), fast ? SLICE_MAX : SLICE_MAX_YIELDING);
            increase = accumulator / slice * step;
            accumulator %= slice;
        }
        window = Math.max(window + Math.min(increase, SEGMENT), INITIAL);
    }
}
