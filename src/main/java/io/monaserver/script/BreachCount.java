package io.monaserver.script;

import java.util.ArrayDeque;
import java.util.Deque;

/** Counts how often an application went beyond its limits within a minute. */
final class BreachCount {

    private static final long WINDOW_MS = 60_000;

    private final int limit;
    private final Deque<Long> moments = new ArrayDeque<>();

    /** Says stop at this many, never at 0. */
    BreachCount(int limit) {
        this.limit = limit;
    }

    /** One more; true when it was one too many. */
    boolean add(long nowMs) {
        if (limit == 0) {
            return false;
        }
        moments.addLast(nowMs);
        while (moments.size() > limit || nowMs - moments.peekFirst() > WINDOW_MS) {
            moments.removeFirst();
        }
        return moments.size() == limit;
    }

    void clear() {
        moments.clear();
    }
}
