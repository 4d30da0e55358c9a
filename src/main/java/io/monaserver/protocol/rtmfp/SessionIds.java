package io.monaserver.protocol.rtmfp;

import java.util.Random;

/**
 * Chooses session ids that nobody guesses and that tell which of several endpoints of one port a session belongs to, so
 * that a datagram which arrives at another one can be handed over. Multiplied by a factor, which nobody else knows, an
 * id becomes a number below {@value #NUMBERS}: of datagrams with random bytes only one in 256 looks like one of a
 * session, which can be told without knowing the sessions.
 *
 * @param index this endpoint's number
 * @param bits the low bits of an id's number that hold it
 * @param factor an odd one
 */
public record SessionIds(int index, int bits, int factor) {

    /** Above the numbers that ids stand for. */
    public static final int NUMBERS = 1 << 24;

    /** For an endpoint that is alone. */
    public static final SessionIds ALONE = new SessionIds(0, 0, 1);

    /** Checks what could not be turned back. */
    public SessionIds {
        if ((factor & 1) == 0) {
            throw new IllegalArgumentException("factor: " + factor + " (expected: odd)");
        }
    }

    /** The endpoint that a session id belongs to. */
    public int indexOf(int sessionId) {
        return sessionId * factor & mask();
    }

    int next(Random random) {
        return ofNumber((random.nextInt(NUMBERS) & ~mask()) | index);
    }

    /** The id that stands for a number. */
    public int ofNumber(int number) {
        return number * inverse();
    }

    /** The bits of an id's number that tell its endpoint. */
    public int mask() {
        return (1 << bits) - 1;
    }

    /** What gives 1 with the factor: each step doubles the number of low bits that are right, of which three are. */
    private int inverse() {
        int inverse = factor;
        for (int right = 3; right < Integer.SIZE; right *= 2) {
            inverse *= 2 - factor * inverse;
        }
        return inverse;
    }
}
