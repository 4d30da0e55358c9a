package io.monaserver.codec.media;

import java.util.Arrays;

/** Where the key frames of an FLV file are: what a player needs to seek in it. Times only rise. */
public final class FlvIndex {

    private long[] times = new long[64];
    private long[] positions = new long[64];
    private int size;

    /** One more key frame: its time in the file, and where its tag begins. */
    public void add(long timeMs, long position) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            positions = Arrays.copyOf(positions, 2 * size);
        }
        times[size] = timeMs;
        positions[size++] = position;
    }

    /** Number of key frames. */
    public int size() {
        return size;
    }

    long timeMs(int number) {
        return times[number];
    }

    long position(int number) {
        return positions[number];
    }
}
