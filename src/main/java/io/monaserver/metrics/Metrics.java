package io.monaserver.metrics;

import java.util.function.LongSupplier;

/**
 * Where everyone counts. Ask once for the handle, at construction, and keep it: the handles are safe on any thread and
 * cheap enough for every packet.
 */
public interface Metrics {

    /** Counts nothing. */
    Metrics NONE = new Metrics() {
        @Override
        public Tally tally(Meter meter, String label) {
            return amount -> {};
        }

        @Override
        public void watch(Meter meter, String label, LongSupplier value) {}

        @Override
        public Timing timing(Meter meter) {
            return nanos -> {};
        }
    };

    /** The handle of a counter or gauge; the label is empty for a meter that has none. */
    Tally tally(Meter meter, String label);

    /** Reads a gauge from where it lives instead of counting it; replaces an earlier source. */
    void watch(Meter meter, String label, LongSupplier value);

    /** The handle of a timer. */
    Timing timing(Meter meter);

    /** The handle of a counter or gauge without label. */
    default Tally tally(Meter meter) {
        return tally(meter, "");
    }

    /** A number that counts. */
    interface Tally {

        /** Adds; a gauge takes negative amounts too. */
        void add(long amount);

        /** One more. */
        default void increment() {
            add(1);
        }

        /** One less, for a gauge. */
        default void decrement() {
            add(-1);
        }
    }

    /** A duration that is recorded again and again. */
    interface Timing {

        /** One more duration. */
        void record(long nanos);
    }
}
