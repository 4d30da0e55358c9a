package io.monaserver.protocol.rtmfp.packet;

/** Which part of a message a fragment is (§2.3.11). */
public final class FragmentControl {

    /** The message itself. */
    public static final int WHOLE = 0;

    /** Its first part. */
    public static final int BEGIN = 1;

    /** Its last part. */
    public static final int END = 2;

    /** A part between these. */
    public static final int MIDDLE = 3;

    private FragmentControl() {}

    /** Of a part that the message begins or ends with, or neither. */
    public static int of(boolean begins, boolean ends) {
        return begins ? (ends ? WHOLE : BEGIN) : (ends ? END : MIDDLE);
    }
}
