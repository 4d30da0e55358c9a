package io.monaserver.domain;

import io.monaserver.codec.DataFormat;
import org.jspecify.annotations.Nullable;

/**
 * One audio, video or data packet as a publisher sent it.
 *
 * @param kind what it carries
 * @param timeMs milliseconds on the publisher's timeline, 0 to 2^32 - 1
 * @param payload the body of the FLV tag of audio and video, or serialised values; never changed once handed over
 * @param format how a data packet's values are serialised; null for audio, video and raw data
 */
public record MediaPacket(
        MediaKind kind,
        long timeMs,
        byte[] payload,
        @Nullable DataFormat format) {

    /** An audio packet: the body of an FLV audio tag. */
    public static MediaPacket audio(long timeMs, byte[] payload) {
        return new MediaPacket(MediaKind.AUDIO, timeMs, payload, null);
    }

    /** A video packet: the body of an FLV video tag. */
    public static MediaPacket video(long timeMs, byte[] payload) {
        return new MediaPacket(MediaKind.VIDEO, timeMs, payload, null);
    }

    /** A data packet: values in a format, the first usually the name of a handler. */
    public static MediaPacket data(long timeMs, byte[] payload, DataFormat format) {
        return new MediaPacket(MediaKind.DATA, timeMs, payload, format);
    }

    /** A data packet of bytes that mean nothing to the server. */
    public static MediaPacket raw(long timeMs, byte[] payload) {
        return new MediaPacket(MediaKind.DATA, timeMs, payload, null);
    }

    /** Number of bytes of the payload. */
    public int size() {
        return payload.length;
    }
}
