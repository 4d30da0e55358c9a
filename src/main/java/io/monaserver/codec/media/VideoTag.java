package io.monaserver.codec.media;

/**
 * What the first bytes of a video message say, in FLV's form and in that of Enhanced RTMP. Any bytes are accepted: what
 * is empty, cut short or unknown is {@link Kind#NOTHING}. Nothing is allocated.
 */
public final class VideoTag {

    /** What a video message is for. */
    public enum Kind {
        /** Empty, cut short, or of a type nobody knows. */
        NOTHING,
        /** The decoder's configuration (sequence header). */
        CONFIGURATION,
        /** A picture that needs no other. */
        KEY_FRAME,
        /** A picture that needs others. */
        INTER_FRAME,
        /** The end of the sequence. */
        END,
        /** A command to the player or metadata about the pictures. */
        INFORMATION
    }

    private static final int ENHANCED = 0x80;
    private static final int MULTITRACK = 6;
    private static final int METADATA = 4;
    private static final int TS_SEQUENCE_START = 5;

    private static final int KEY = 1;
    private static final int GENERATED_KEY = 4;
    private static final int COMMAND = 5;

    private VideoTag() {}

    /** Whether this is a coded picture that needs no other; a configuration is none. */
    public static boolean isKeyFrame(byte[] payload) {
        return kind(payload) == Kind.KEY_FRAME;
    }

    /** Whether these bytes configure the decoder. */
    public static boolean isConfiguration(byte[] payload) {
        return kind(payload) == Kind.CONFIGURATION;
    }

    /** What this message is for. */
    public static Kind kind(byte[] payload) {
        if (payload.length == 0) {
            return Kind.NOTHING;
        }
        return isEnhanced(payload) ? enhancedKind(payload) : legacyKind(payload);
    }

    /** How the picture is coded. */
    public static VideoCodec codec(byte[] payload) {
        if (payload.length == 0) {
            return VideoCodec.UNKNOWN;
        }
        if (!isEnhanced(payload)) {
            return VideoCodec.ofNumber(payload[0] & 0x0F);
        }
        int header = EnhancedHeader.locate(payload, MULTITRACK);
        return header == EnhancedHeader.TRUNCATED
                ? VideoCodec.UNKNOWN
                : VideoCodec.ofFourCc(EnhancedHeader.fourCc(payload, header));
    }

    /** Where the codec's own bytes begin, or -1 when there are none or they belong to several tracks. */
    public static int body(byte[] payload) {
        if (payload.length == 0) {
            return -1;
        }
        if (!isEnhanced(payload)) {
            int body = VideoCodec.ofNumber(payload[0] & 0x0F).hasPacketType() ? 5 : 1;
            return body > payload.length ? -1 : body;
        }
        int header = EnhancedHeader.locate(payload, MULTITRACK);
        int start = header == EnhancedHeader.TRUNCATED ? -1 : EnhancedHeader.body(payload, header);
        if (start < 0 || !isTimed(payload, header)) {
            return start;
        }
        return start + 3 > payload.length ? -1 : start + 3;
    }

    /** Milliseconds from when the picture is decoded to when it is shown. */
    public static int compositionMs(byte[] payload) {
        int body = body(payload);
        if (body < 0) {
            return 0;
        }
        boolean timed = isEnhanced(payload) ? isTimed(payload, EnhancedHeader.locate(payload, MULTITRACK)) : body == 5;
        return timed ? Bytes.signed24(payload, body - 3) : 0;
    }

    private static boolean isEnhanced(byte[] payload) {
        return (payload[0] & ENHANCED) != 0;
    }

    private static boolean isTimed(byte[] payload, int header) {
        return EnhancedHeader.type(header) == EnhancedHeader.CODED_FRAMES
                && VideoCodec.ofFourCc(EnhancedHeader.fourCc(payload, header)).hasCompositionTime();
    }

    private static Kind legacyKind(byte[] payload) {
        Kind kind = frameKind(payload[0] >> 4 & 0x0F);
        if (kind == Kind.INFORMATION || !VideoCodec.ofNumber(payload[0] & 0x0F).hasPacketType()) {
            return kind;
        }
        return payload.length < 2 ? Kind.NOTHING : packetKind(payload[1] & 0xFF, kind);
    }

    private static Kind enhancedKind(byte[] payload) {
        int header = EnhancedHeader.locate(payload, MULTITRACK);
        if (header == EnhancedHeader.TRUNCATED || EnhancedHeader.fourCc(payload, header) == 0) {
            return Kind.NOTHING;
        }
        int type = EnhancedHeader.type(header);
        Kind kind = frameKind(payload[0] >> 4 & 0x07);
        if (kind == Kind.INFORMATION || type == METADATA) {
            return Kind.INFORMATION;
        }
        return switch (type) {
            case TS_SEQUENCE_START -> Kind.CONFIGURATION;
            case EnhancedHeader.CODED_FRAMES_X -> kind;
            default -> packetKind(type, kind);
        };
    }

    private static Kind packetKind(int type, Kind frame) {
        return switch (type) {
            case EnhancedHeader.SEQUENCE_START -> Kind.CONFIGURATION;
            case EnhancedHeader.CODED_FRAMES -> frame;
            case EnhancedHeader.SEQUENCE_END -> Kind.END;
            default -> Kind.NOTHING;
        };
    }

    private static Kind frameKind(int frameType) {
        return switch (frameType) {
            case KEY, GENERATED_KEY -> Kind.KEY_FRAME;
            case 2, 3 -> Kind.INTER_FRAME;
            case COMMAND -> Kind.INFORMATION;
            default -> Kind.NOTHING;
        };
    }
}
