package io.monaserver.protocol.rtmfp.packet;

/** The type codes of chunks (§2.3). */
public final class ChunkType {

    static final int PING = 0x01;
    static final int CLOSE = 0x0C;
    static final int FORWARDED_HELLO = 0x0F;
    static final int BUFFER_PROBE = 0x18;
    static final int INITIATOR_HELLO = 0x30;
    static final int INITIATOR_KEYING = 0x38;
    static final int PING_REPLY = 0x41;
    static final int CLOSE_ACK = 0x4C;
    static final int FLOW_EXCEPTION = 0x5E;
    static final int RESPONDER_HELLO = 0x70;
    static final int RESPONDER_REDIRECT = 0x71;
    static final int RESPONDER_KEYING = 0x78;
    static final int COOKIE_CHANGE = 0x79;
    static final int FRAGMENT = 0x7F;

    /** A fragment of a message (§2.3.11). */
    public static final int USER_DATA = 0x10;

    /** The fragment after the one before (§2.3.12). */
    public static final int NEXT_USER_DATA = 0x11;

    /** An acknowledgement as bits (§2.3.13). */
    public static final int BITMAP_ACK = 0x50;

    /** An acknowledgement as run lengths (§2.3.14). */
    public static final int RANGE_ACK = 0x51;

    private ChunkType() {}
}
