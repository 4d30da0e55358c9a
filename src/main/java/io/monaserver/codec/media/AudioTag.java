package io.monaserver.codec.media;

/**
 * What the first bytes of an audio message say, in FLV's form and in that of Enhanced RTMP. Any bytes are accepted:
 * what is empty, cut short or unknown is {@link Kind#NOTHING}. Nothing is allocated.
 */
public final class AudioTag {

    /** What an audio message is for. */
    public enum Kind {
        /** Empty, cut short, or of a type nobody knows. */
        NOTHING,
        /** The decoder's configuration (sequence header). */
        CONFIGURATION,
        /** Coded sound. */
        FRAME,
        /** The end of the sequence. */
        END,
        /** The meaning of the channels. */
        INFORMATION
    }

    private static final int ENHANCED = 9;
    private static final int MULTITRACK = 5;
    private static final int CHANNELS = 4;

    private AudioTag() {}

    /** Whether these bytes configure the decoder. */
    public static boolean isConfiguration(byte[] payload) {
        return kind(payload) == Kind.CONFIGURATION;
    }

    /** What this message is for. */
    public static Kind kind(byte[] payload) {
        if (payload.length == 0) {
            return Kind.NOTHING;
        }
        if (isEnhanced(payload)) {
            return enhancedKind(payload);
        }
        if (codec(payload) != AudioCodec.AAC) {
            return payload.length > 1 ? Kind.FRAME : Kind.NOTHING;
        }
        return payload.length < 2 ? Kind.NOTHING : aacKind(payload[1]);
    }

    /** How the sound is coded. */
    public static AudioCodec codec(byte[] payload) {
        if (payload.length == 0) {
            return AudioCodec.UNKNOWN;
        }
        if (!isEnhanced(payload)) {
            return AudioCodec.ofNumber(payload[0] >> 4 & 0x0F);
        }
        int header = EnhancedHeader.locate(payload, MULTITRACK);
        return header == EnhancedHeader.TRUNCATED
                ? AudioCodec.UNKNOWN
                : AudioCodec.ofFourCc(EnhancedHeader.fourCc(payload, header));
    }

    /** Where the codec's own bytes begin, or -1 when there are none or they belong to several tracks. */
    public static int body(byte[] payload) {
        if (payload.length == 0) {
            return -1;
        }
        if (isEnhanced(payload)) {
            int header = EnhancedHeader.locate(payload, MULTITRACK);
            return header == EnhancedHeader.TRUNCATED ? -1 : EnhancedHeader.body(payload, header);
        }
        int body = codec(payload) == AudioCodec.AAC ? 2 : 1;
        return body > payload.length ? -1 : body;
    }

    private static boolean isEnhanced(byte[] payload) {
        return (payload[0] >> 4 & 0x0F) == ENHANCED;
    }

    private static Kind aacKind(int packetType) {
        return switch (packetType) {
            case 0 -> Kind.CONFIGURATION;
            case 1 -> Kind.FRAME;
            default -> Kind.NOTHING;
        };
    }

    private static Kind enhancedKind(byte[] payload) {
        int header = EnhancedHeader.locate(payload, MULTITRACK);
        if (header == EnhancedHeader.TRUNCATED || EnhancedHeader.fourCc(payload, header) == 0) {
            return Kind.NOTHING;
        }
        return switch (EnhancedHeader.type(header)) {
            case EnhancedHeader.SEQUENCE_START -> Kind.CONFIGURATION;
            case EnhancedHeader.CODED_FRAMES -> Kind.FRAME;
            case EnhancedHeader.SEQUENCE_END -> Kind.END;
            case CHANNELS -> Kind.INFORMATION;
            default -> Kind.NOTHING;
        };
    }
}
