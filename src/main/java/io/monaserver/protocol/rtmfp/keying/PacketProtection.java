package io.monaserver.protocol.rtmfp.keying;

/**
 * What this end wants of packets beyond the checksum (§4.5.2.4, §4.5.2.5).
 *
 * @param hmac that they are signed
 * @param sequence that they are numbered, so that none counts twice
 */
public record PacketProtection(Wish hmac, Wish sequence) {

    /** Bytes of the signatures that this end makes. */
    static final int HMAC_LENGTH = 16;

    /**
     * Checksums only, unless the other end asks for more. A server requests nothing: librtmfp offers signatures and
     * numbers but cannot make them.
     */
    public static final PacketProtection ON_REQUEST = new PacketProtection(Wish.NO, Wish.NO);

    /** How much something is wanted. */
    public enum Wish {
        /** Not at all. */
        NO,
        /** If the other end can. */
        REQUEST,
        /** Or there is no session. */
        REQUIRE
    }

    /** The flags by which an initiator offers and asks. */
    static int initiatorFlags(Wish wish) {
        return wish == Wish.NO
                ? KeyingComponent.WILL_SEND_ON_REQUEST
                : KeyingComponent.WILL_SEND_ALWAYS | KeyingComponent.REQUEST;
    }

    /** The flags by which a responder grants what was asked, and asks itself. */
    static int responderFlags(Wish wish, boolean requested) {
        return (requested || wish != Wish.NO ? KeyingComponent.WILL_SEND_ALWAYS : 0)
                | (wish == Wish.NO ? 0 : KeyingComponent.REQUEST);
    }
}
