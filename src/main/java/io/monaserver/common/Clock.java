package io.monaserver.common;

/** Where time comes from. Injected everywhere, so that tests decide what time it is. */
public interface Clock {

    /** The computer's own clock. */
    Clock SYSTEM = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long epochMs() {
            return System.currentTimeMillis();
        }
    };

    /** Nanoseconds of a clock that never steps; only differences mean something. */
    long nanos();

    /** Milliseconds since 1970 UTC. */
    long epochMs();

    /** Milliseconds of the clock that never steps. */
    default long millis() {
        return nanos() / 1_000_000;
    }
}
