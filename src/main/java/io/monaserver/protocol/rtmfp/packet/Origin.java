package io.monaserver.protocol.rtmfp.packet;

/** How an address became known (§2.1.5). */
public enum Origin {
    /** Nobody said. librtmfp takes such an address in a redirect for "the peer is gone". */
    UNKNOWN(0),
    /** Its owner reported it as one of its own interfaces. */
    LOCAL(1),
    /** Packets were seen to come from it. */
    OBSERVED(2),
    /** It is a relay, a redirector or a forwarder. */
    RELAY(3);

    private static final Origin[] BY_CODE = values();

    private final int code;

    Origin(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Origin of(int code) {
        return BY_CODE[code];
    }
}
