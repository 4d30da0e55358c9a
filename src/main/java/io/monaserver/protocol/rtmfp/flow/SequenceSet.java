package io.monaserver.protocol.rtmfp.flow;

import java.util.Arrays;

/** The sequence numbers seen in a flow (§3.6.3), as runs; always holds 0. */
final class SequenceSet {

    /** Runs beyond which nothing is added that would begin another one. */
    static final int MAX_RUNS = 1024;

    /** First and last number of each run, ascending; the first run begins with 0. */
    private long[] bounds = new long[8];

    private int size = 2;

    /** The last number of the run that begins with 0. */
    long cumulative() {
        return bounds[1];
    }

    /** The highest number. */
    long highest() {
        return bounds[size - 1];
    }

    boolean hasGaps() {
        return size > 2;
    }

    boolean contains(long number) {
        if (number <= bounds[1]) {
            return true;
        }
        int run = firstRunEndingAtOrAfter(number);
        return run < size && bounds[run] <= number;
    }

    /** The runs after the first one. */
    long[] further() {
        return Arrays.copyOfRange(bounds, 2, size);
    }

    /** Adds a number; false if it would begin a run too many. */
    boolean add(long number) {
        if (number == bounds[1] + 1 && size == 2) {
            bounds[1] = number;
            return true;
        }
        return add(number, number);
    }

    /** Adds all numbers from one to another; false if they would begin a run too many. */
    boolean add(long from, long to) {
        int first = firstRunEndingAtOrAfter(from - 1);
        int after = first;
        long low = from;
        long high = to;
        while (after < size && bounds[after] <= to + 1) {
            low = Math.min(low, bounds[after]);
            high = Math.max(high, bounds[after + 1]);
            after += 2;
        }
        return replace(first, after, low, high);
    }

    /** Puts one run in the place of all those between two indices. */
    private boolean replace(int first, int after, long low, long high) {
        int growth = 2 - (after - first);
        if (size + growth > 2 * MAX_RUNS) {
            return false;
        }
        if (size + growth > bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        System.arraycopy(bounds, after, bounds, first + 2, size - after);
        bounds[first] = low;
        bounds[first + 1] = high;
        size += growth;
        return true;
    }

    /** The index of the first run whose last number is not below this one. */
    private int firstRunEndingAtOrAfter(long number) {
        int low = 0;
        int high = size / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[2 * middle + 1] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 2 * low;
    }
}
