package io.monaserver.protocol.rtmfp.keying;

/** Which numbered packets came already: exactly for the last 64, and any before these counts as seen (§4.7.3.3). */
final class ReplayWindow {

    private static final int SIZE = Long.SIZE;

    private long highest = -1;
    private long seen;

    /** Whether this number is new; it is not any more. */
    boolean accept(long number) {
        if (number < 0) {
            return false;
        }
        if (number > highest) {
            long step = number - highest;
            seen = step >= SIZE ? 1 : seen << step | 1;
            highest = number;
            return true;
        }
        long age = highest - number;
        if (age >= SIZE || (seen >>> age & 1) != 0) {
            return false;
        }
        seen |= 1L << age;
        return true;
    }
}
