package io.monaserver.cluster.share;

/**
 * How busy a node is.
 *
 * @param sessions clients that are connected
 * @param processors share of the machine's processors in use, in percent
 * @param isLeaving whether it drains, and takes nobody
 */
record Load(long sessions, int processors, boolean isLeaving) {

    /** Up to there a machine is as good as an idle one. */
    private static final int EASY_PERCENT = 50;

    private static final int STEP_PERCENT = 10;

    /** What a busy machine counts for each step beyond the easy ones: as if it had so many clients more. */
    private static final double STEP_FACTOR = 0.5;

    private static final long STEP_SESSIONS = 100;

    /** Sessions, and more of them the busier the machine is. */
    double weight() {
        int steps = Math.max(0, processors - EASY_PERCENT) / STEP_PERCENT;
        return sessions * (1 + STEP_FACTOR * steps) + STEP_SESSIONS * steps;
    }

    Load plus(long more) {
        return new Load(sessions + more, processors, isLeaving);
    }
}
