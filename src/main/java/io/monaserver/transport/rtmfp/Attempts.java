package io.monaserver.transport.rtmfp;

import io.monaserver.protocol.rtmfp.packet.Slice;
import java.util.Random;

/**
 * How often each hello came. A table of fixed size, for anybody can send hellos: those that fall together displace each
 * other, and where is decided by a secret.
 */
final class Attempts {

    private static final int SLOTS = 4096;
    private static final long LIFETIME_MS = 120_000;

    private final long[] keys = new long[SLOTS];
    private final int[] counts = new int[SLOTS];
    private final long[] times = new long[SLOTS];
    private final long secret;

    Attempts(Random random) {
        secret = random.nextLong() | 1;
    }

    /** Counts one more with this tag: 1 for the first in two minutes. */
    int count(Slice tag, long now) {
        long key = hash(tag);
        int slot = (int) (key >>> 32) & (SLOTS - 1);
        boolean isKnown = counts[slot] > 0 && keys[slot] == key && now - times[slot] < LIFETIME_MS;
        keys[slot] = key;
        times[slot] = now;
        counts[slot] = isKnown ? counts[slot] + 1 : 1;
        return counts[slot];
    }

    private long hash(Slice tag) {
        long hash = secret;
        for (int i = 0; i < tag.length(); i++) {
            hash = (hash ^ tag.at(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash * secret;
    }
}
