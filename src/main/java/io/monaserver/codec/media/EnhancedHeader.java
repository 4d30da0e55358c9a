package io.monaserver.codec.media;

/**
 * The part of an Enhanced RTMP header that sound and picture share: modifiers, the multitrack prefix and the FourCC. A
 * located header is one {@code int}, so that looking at a packet allocates nothing.
 */
final class EnhancedHeader {

    /** The header ends before it says what the packet is. */
    static final int TRUNCATED = -1;

    static final int SEQUENCE_START = 0;
    static final int CODED_FRAMES = 1;
    static final int SEQUENCE_END = 2;
    static final int CODED_FRAMES_X = 3;

    private static final int MODIFIER = 7;
    private static final int LARGE_MODIFIER = 256;

    private EnhancedHeader() {}

    /** Walks over modifiers and the multitrack prefix to the FourCC. */
    static int locate(byte[] payload, int multitrack) {
        int type = payload[0] & 0x0F;
        int at = 1;
        while (type == MODIFIER) {
            at = skipModifier(payload, at);
            if (at < 0 || at >= payload.length) {
                return TRUNCATED;
            }
            type = payload[at++] & 0x0F;
        }
        int tracks = 0;
        if (type == multitrack) {
            if (at >= payload.length) {
                return TRUNCATED;
            }
            tracks = 1 + (payload[at] >> 4 & 0x0F);
            type = payload[at++] & 0x0F;
        }
        return at > 0x3FFFFF ? TRUNCATED : at << 9 | tracks << 4 | type;
    }

    /** What the packet carries: one of the constants above or the kind's own. */
    static int type(int located) {
        return located & 0x0F;
    }

    /** The FourCC as four big-endian bytes, 0 if the payload ends before it. */
    static int fourCc(byte[] payload, int located) {
        int at = located >>> 9;
        return at + 4 > payload.length ? 0 : Bytes.int32(payload, at);
    }

    /** Where the body begins, or -1 when it is several tracks or lies beyond the end. */
    static int body(byte[] payload, int located) {
        int tracks = located >>> 4 & 0x1F;
        int body = (located >>> 9) + 4 + (tracks == 1 ? 1 : 0);
        return tracks > 1 || body > payload.length ? -1 : body;
    }

    private static int skipModifier(byte[] payload, int at) {
        if (at >= payload.length) {
            return TRUNCATED;
        }
        int size = (payload[at] & 0xFF) + 1;
        if (size < LARGE_MODIFIER) {
            return at + 1 + size;
        }
        return at + 3 > payload.length ? TRUNCATED : at + 3 + Bytes.int16(payload, at + 1) + 1;
    }
}
