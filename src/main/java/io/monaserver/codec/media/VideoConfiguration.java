package io.monaserver.codec.media;

import io.monaserver.codec.DataFormatException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A video decoder's configuration, read from the packet that carries it.
 *
 * @param codec how pictures are coded
 * @param width of a picture in pixels, 0 when the parameter set could not be understood
 * @param height of a picture in pixels, 0 as for the width
 * @param codecs the codec and its profile as browsers want it (RFC 6381), for example {@code avc1.64001f}
 * @param record the configuration record itself, as MP4 stores it
 */
public record VideoConfiguration(VideoCodec codec, int width, int height, String codecs, byte[] record) {

    /** Reads a video message that {@link VideoTag#isConfiguration} says is one; empty if no codec of ours. */
    public static Optional<VideoConfiguration> parse(byte[] payload) {
        if (!isSupported(payload)) {
            return Optional.empty();
        }
        byte[] record = Arrays.copyOfRange(payload, VideoTag.body(payload), payload.length);
        VideoCodec codec = VideoTag.codec(payload);
        PictureSize size = sizeIn(codec, record);
        return Optional.of(new VideoConfiguration(codec, size.width(), size.height(), codecs(codec, record), record));
    }

    /** Whether {@link #parse} would find a configuration; looks at the first bytes only. */
    public static boolean isSupported(byte[] payload) {
        if (!VideoTag.isConfiguration(payload)) {
            return false;
        }
        int body = VideoTag.body(payload);
        return body >= 0 && payload.length - body >= smallestRecord(VideoTag.codec(payload));
    }

    private static int smallestRecord(VideoCodec codec) {
        return switch (codec) {
            case AVC -> AvcRecord.SMALLEST;
            case HEVC -> HevcRecord.SMALLEST;
            case AV1 -> Av1Record.SMALLEST;
            default -> Integer.MAX_VALUE;
        };
    }

    private static String codecs(VideoCodec codec, byte[] record) {
        return switch (codec) {
            case AVC -> AvcRecord.codecs(record);
            case HEVC -> HevcRecord.codecs(record);
            default -> Av1Record.codecs(record);
        };
    }

    /** A picture whose size cannot be read is still played: decoders read the parameter set themselves. */
    private static PictureSize sizeIn(VideoCodec codec, byte[] record) {
        try {
            return switch (codec) {
                case AVC -> AvcRecord.size(record);
                case HEVC -> HevcRecord.size(record);
                default -> Av1Record.size(record);
            };
        } catch (DataFormatException e) {
            return PictureSize.UNKNOWN;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VideoConfiguration that && codec == that.codec && Arrays.equals(record, that.record);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(record);
    }

    @Override
    public String toString() {
        return codecs + " " + width + "x" + height;
    }
}
