package io.monaserver.protocol.rtmfp.flow;

import org.jspecify.annotations.Nullable;

/** The fragments of a flow from the first unacknowledged one, found by number in one step (SEND_QUEUE of §3.6.2). */
final class FragmentQueue {

    private static final int INITIAL = 8;
    private static final int KEPT = 256;

    private @Nullable Fragment[] ring = new Fragment[INITIAL];
    private long first = 1;
    private long end = 1;

    /** The lowest number in the queue, or the next one if it is empty. */
    long first() {
        return first;
    }

    /** The number that the next fragment gets. */
    long end() {
        return end;
    }

    boolean isEmpty() {
        return first == end;
    }

    Fragment append(SendFlow flow, @Nullable OutgoingMessage message) {
        if (end - first == ring.length) {
            grow();
        }
        int slot = slot(end);
        Fragment fragment = ring[slot];
        if (fragment == null) {
            fragment = new Fragment();
            ring[slot] = fragment;
        }
        fragment.reset(flow, message, end++);
        return fragment;
    }

    /** The fragment of this number, which must be in the queue. */
    Fragment get(long number) {
        Fragment fragment = ring[slot(number)];
        if (fragment == null || number < first || number >= end) {
            throw new IllegalStateException(
                    "fragment: " + number + " (expected: " + first + " or more, below " + end + ")");
        }
        return fragment;
    }

    void removeFirst() {
        Fragment fragment = get(first);
        first++;
        fragment.message = null;
        if (first == end && ring.length > KEPT) {
            ring = new Fragment[INITIAL];
        }
    }

    private void grow() {
        @Nullable Fragment[] larger = new Fragment[2 * ring.length];
        for (long number = first; number < end; number++) {
            larger[(int) (number & (larger.length - 1))] = ring[slot(number)];
        }
        ring = larger;
    }

    private int slot(long number) {
        return (int) (number & (ring.length - 1));
    }
}
