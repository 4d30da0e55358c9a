package io.monaserver.protocol.rtmfp.packet;

/** The session id in front of every datagram, scrambled with the first eight bytes behind it (§2.2.2). */
public final class Multiplex {

    /** Bytes of the scrambled session id. */
    public static final int LENGTH = 4;

    /** The id of what precedes a session. */
    public static final int STARTUP = 0;

    private static final int SCRAMBLED_WITH = 8;

    private Multiplex() {}

    /** The session id of a datagram, which must hold more than {@link #LENGTH} bytes. */
    public static int sessionId(byte[] datagram, int offset, int length) {
        return word(datagram, offset, offset + length)
                ^ word(datagram, offset + LENGTH, offset + length)
                ^ word(datagram, offset + LENGTH + 4, offset + length);
    }

    /** Writes the session id before the encrypted bytes, which stand behind its place already. */
    public static void scramble(byte[] datagram, int offset, int length, int sessionId) {
        int end = offset + Math.min(length, LENGTH + SCRAMBLED_WITH);
        int word = sessionId ^ word(datagram, offset + LENGTH, end) ^ word(datagram, offset + LENGTH + 4, end);
        new WireWriter(datagram, offset, LENGTH).writeInt(word);
    }

    /** Four bytes; what is beyond the end counts as zero. */
    private static int word(byte[] bytes, int from, int end) {
        int word = 0;
        for (int i = from; i < from + 4; i++) {
            word = word << 8 | (i < end ? bytes[i] & 0xFF : 0);
        }
        return word;
    }
}
