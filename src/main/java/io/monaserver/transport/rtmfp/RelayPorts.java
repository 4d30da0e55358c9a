package io.monaserver.transport.rtmfp;

import java.util.BitSet;

/** The ports that relays may have, each one at a time. Safe on any thread. */
final class RelayPorts {

    private static final int MAX_PORT = 65535;

    private final int first;
    private final int count;
    private final BitSet taken = new BitSet();
    private int next;

    RelayPorts(int first, int count) {
        this.first = first;
        this.count = Math.min(count, MAX_PORT + 1 - first);
    }

    /** A port that no relay has, or 0 if all have one. They are used in turn: a stuck one is not met again soon. */
    synchronized int take() {
        int free = taken.nextClearBit(next);
        if (free >= count) {
            free = taken.nextClearBit(0);
        }
        if (free >= count) {
            return 0;
        }
        taken.set(free);
        next = (free + 1) % count;
        return first + free;
    }

    synchronized void giveBack(int port) {
        taken.clear(port - first);
    }
}
