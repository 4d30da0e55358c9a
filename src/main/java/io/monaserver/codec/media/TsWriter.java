package io.monaserver.codec.media;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Writes an MPEG transport stream (ITU-T H.222.0): AVC, HEVC, AAC, MP3. Stateless, so that many receivers can share
 * what is written; {@link TsContinuity} numbers the packets for each of them.
 */
public final class TsWriter {

    private static final ByteBufAllocator BUFFERS = PooledByteBufAllocator.DEFAULT;

    /** What a frame takes beside its own bytes at most: delimiter, start codes, heads. */
    private static final int MARGIN = 256;

    private TsWriter() {}

    /**
     * Writes a picture; what is no picture is left out.
     *
     * @param tables what the stream consists of
     * @param configuration the video message that configures the decoder
     */
    public static void writeVideo(TsTables tables, byte[] configuration, long timeMs, byte[] payload, ByteBuf out) {
        VideoTag.Kind kind = VideoTag.kind(payload);
        boolean isPicture = kind == VideoTag.Kind.KEY_FRAME || kind == VideoTag.Kind.INTER_FRAME;
        boolean fits = VideoConfiguration.isSupported(configuration)
                && VideoTag.codec(configuration) == VideoTag.codec(payload)
                && TsTables.of(VideoTag.codec(payload), AudioCodec.UNKNOWN).video() == tables.video()
                && tables.video() != TsTables.NONE;
        if (!isPicture || !fits || VideoTag.body(payload) < 0) {
            return;
        }
        boolean isKey = kind == VideoTag.Kind.KEY_FRAME;
        ByteBuf picture = BUFFERS.heapBuffer(payload.length + configuration.length + MARGIN);
        try {
            AnnexB.write(configuration, payload, picture);
            int composition = VideoTag.compositionMs(payload);
            TsPackets.write(
                    new TsPackets.Frame(TsTables.VIDEO_PID, TsPackets.VIDEO_ID, timeMs, composition, isKey, true),
                    picture,
                    out);
        } finally {
            picture.release();
        }
    }

    /**
     * Writes sound; what is none is left out.
     *
     * @param tables what the stream consists of
     * @param configuration the audio message that configures the decoder, empty for MP3, which needs none
     */
    public static void writeAudio(TsTables tables, byte[] configuration, long timeMs, byte[] payload, ByteBuf out) {
        AudioCodec codec = AudioTag.codec(payload);
        int type = TsTables.of(VideoCodec.UNKNOWN, codec).audio();
        int body = AudioTag.body(payload);
        boolean isSound = AudioTag.kind(payload) == AudioTag.Kind.FRAME && body >= 0 && body < payload.length;
        if (!isSound || type == TsTables.NONE || type != tables.audio()) {
            return;
        }
        ByteBuf frame = BUFFERS.heapBuffer(payload.length + MARGIN);
        try {
            if (codec != AudioCodec.AAC) {
                frame.writeBytes(payload, body, payload.length - body);
            } else if (AudioConfiguration.isSupported(configuration)
                    && AudioTag.codec(configuration) == AudioCodec.AAC) {
                Adts.write(configuration, payload, frame);
            }
            if (frame.isReadable()) {
                boolean hasClock = tables.clockPid() == TsTables.AUDIO_PID;
                TsPackets.write(
                        new TsPackets.Frame(TsTables.AUDIO_PID, TsPackets.AUDIO_ID, timeMs, 0, hasClock, hasClock),
                        frame,
                        out);
            }
        } finally {
            frame.release();
        }
    }
}
