package io.monaserver.script;

import java.util.ArrayDeque;
import java.util.Deque;

/** Counts how often an application went beyond its limits within a minute. */
final class BreachCount {

    private static final int LIMIT = 3;
    private static final long WINDOW_MS = 60_000;

    private final Deque<Long> moments = new ArrayDeque<>();

    /** One more; true when it was one too many. */
    boolean add(long nowMs) {
        moments.addLast(nowMs);
        while (moments.size() > LIMIT || nowMs - moments.peekFirst() > WINDOW_MS) {
            moments.removeFirst();
        }
        return moments.size() == LIMIT;
    }

    void clear() {
        moments.clear();
    }
}
