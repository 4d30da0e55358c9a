package io.monaserver.protocol.rtmfp;

/**
 * How a session ends (§3.5.5): whoever closes it repeats that until the other end confirms or too much time has passed;
 * who is told lingers to confirm again, as what it said may be lost.
 */
final class SessionEnd {

    private static final long REPEAT_MS = 5000;
    private static final long NEAR_CLOSE_MS = 90_000;
    private static final long FAR_CLOSE_LINGER_MS = 19_000;

    private State state = State.OPEN;
    private long repeatAt = Long.MAX_VALUE;
    private long overAt = Long.MAX_VALUE;

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    /** Whether it has not begun. */
    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether it is over. */
    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** This end closes. */
    void beginNear(long now) {
        state = State.CLOSING;
        overAt = now + NEAR_CLOSE_MS;
        repeatAt = now + REPEAT_MS;
    }

    /** The other end has closed. */
    void beginFar(long now) {
        state = State.CLOSING;
        overAt = now + FAR_CLOSE_LINGER_MS;
    }

    /** Nothing more is said. */
    void close() {
        state = State.CLOSED;
        repeatAt = Long.MAX_VALUE;
        overAt = Long.MAX_VALUE;
    }

    /** Whether it has lasted long enough. */
    boolean isOver(long now) {
        return now >= overAt;
    }

    /** Whether to tell the other end once more. */
    boolean isRepeatDue(long now) {
        if (now < repeatAt) {
            return false;
        }
        repeatAt = now + REPEAT_MS;
        return true;
    }

    long deadline() {
        return Math.min(repeatAt, overAt);
    }
}
