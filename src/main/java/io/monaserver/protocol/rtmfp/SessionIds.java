package io.monaserver.protocol.rtmfp;

import java.util.Random;

/**
 * Chooses session ids that nobody guesses and that tell which of several endpoints of one port a session belongs to, so
 * that a datagram which arrives at another one can be handed over.
 *
 * @param index this endpoint's number
 * @param bits the low bits of an id that hold it
 */
public record SessionIds(int index, int bits) {

    /** For an endpoint that is alone. */
    public static final SessionIds ALONE = new SessionIds(0, 0);

    /** The endpoint that a session id belongs to. */
    public int indexOf(int sessionId) {
        return sessionId & mask();
    }

    int next(Random random) {
        return (random.nextInt() & ~mask()) | index;
    }

    /** The bits of an id that tell its endpoint. */
    public int mask() {
        return (1 << bits) - 1;
    }
}
