package io.monaserver.codec.media;

/** How a picture is coded, by FLV's legacy number or by the FourCC of Enhanced RTMP. */
public enum VideoCodec {
    /** None that this server knows. */
    UNKNOWN(-1, 0),
    /** H.263 as Flash Player 6 had it. */
    SORENSON(2, 0),
    /** Screen video. */
    SCREEN(3, 0),
    /** On2 VP6. */
    VP6(4, 0),
    /** On2 VP6 with an alpha channel. */
    VP6_ALPHA(5, 0),
    /** Screen video, second version. */
    SCREEN2(6, 0),
    /** H.264. */
    AVC(7, Bytes.fourCc("avc1")),
    /** H.265; the number is not in the specification, but encoders used it before there were FourCCs. */
    HEVC(12, Bytes.fourCc("hvc1")),
    /** H.266. */
    VVC(-1, Bytes.fourCc("vvc1")),
    /** VP8. */
    VP8(-1, Bytes.fourCc("vp08")),
    /** VP9. */
    VP9(-1, Bytes.fourCc("vp09")),
    /** AV1; the number as for {@link #HEVC}. */
    AV1(13, Bytes.fourCc("av01"));

    private static final VideoCodec[] ALL = values();

    private final int number;
    private final int fourCc;

    VideoCodec(int number, int fourCc) {
        this.number = number;
        this.fourCc = fourCc;
    }

    /** Whether its packets say themselves if they are configuration, frames or the end. */
    boolean hasPacketType() {
        return fourCc != 0;
    }

    /** Whether {@code CodedFrames} are preceded by a composition time. */
    boolean hasCompositionTime() {
        return this == AVC || this == HEVC || this == VVC;
    }

    static VideoCodec ofNumber(int number) {
        for (VideoCodec codec : ALL) {
            if (codec.number == number) {
                return codec;
            }
        }
        return UNKNOWN;
    }

    static VideoCodec ofFourCc(int fourCc) {
        for (VideoCodec codec : ALL) {
            if (codec.fourCc == fourCc && fourCc != 0) {
                return codec;
            }
        }
        return UNKNOWN;
    }
}
