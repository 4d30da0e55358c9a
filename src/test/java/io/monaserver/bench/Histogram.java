package io.monaserver.bench;

/** Durations in microseconds, in cells that grow with them: 32 per octave, so a quantile is within 3 %. */
final class Histogram {

    private static final int STEPS = 32;
    private static final int STEP_BITS = 5;

    private final long[] cells = new long[64 * STEPS];
    private long count;
    private long maxMicros;

    void add(long nanos) {
        long micros = Math.max(0, nanos / 1000);
        cells[cell(micros)]++;
        count++;
        maxMicros = Math.max(maxMicros, micros);
    }

    void clear() {
        java.util.Arrays.fill(cells, 0);
        count = 0;
        maxMicros = 0;
    }

    long count() {
        return count;
    }

    double quantileMs(double quantile) {
        long rank = (long) Math.ceil(quantile * count);
        long seen = 0;
        for (int cell = 0; cell < cells.length; cell++) {
            seen += cells[cell];
            if (seen >= rank && seen > 0) {
                return middle(cell) / 1000;
            }
        }
        return 0;
    }

    double maxMs() {
        return maxMicros / 1000.0;
    }

    private static int cell(long micros) {
        if (micros < STEPS) {
            return (int) micros;
        }
        int octave = 63 - Long.numberOfLeadingZeros(micros);
        int step = (int) (micros >> (octave - STEP_BITS)) & (STEPS - 1);
        return (octave - STEP_BITS + 1) * STEPS + step;
    }

    private static double middle(int cell) {
        if (cell < STEPS) {
            return cell;
        }
        int octave = cell / STEPS + STEP_BITS - 1;
        double width = Math.pow(2, octave - STEP_BITS);
        return Math.pow(2, octave) + (cell % STEPS + 0.5) * width;
    }
}
