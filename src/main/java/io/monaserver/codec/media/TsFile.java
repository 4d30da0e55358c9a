package io.monaserver.codec.media;

import io.netty.buffer.ByteBuf;

/**
 * An MPEG transport stream of packets as they come. Its tables stand before the first frame, before every key frame,
 * among sound alone every {@value #AUDIO_FRAMES} frames, and where a codec comes or goes.
 */
public final class TsFile implements MediaWriter {

    private static final int AUDIO_FRAMES = 40;
    private static final byte[] NONE = {};

    private final TsContinuity continuity = new TsContinuity();
    private byte[] videoConfiguration = NONE;
    private byte[] audioConfiguration = NONE;
    private TsTables tables = new TsTables(TsTables.NONE, TsTables.NONE);
    private int framesSinceTables = Integer.MAX_VALUE;

    @Override
    public void write(Track track, long timeMs, byte[] payload, ByteBuf out) {
        int from = out.writerIndex();
        switch (track) {
            case VIDEO -> writeVideo(timeMs, payload, out);
            case AUDIO -> writeAudio(timeMs, payload, out);
            case DATA -> {
                // A transport stream has no place for a script's values.
            }
        }
        continuity.number(out.slice(from, out.writerIndex() - from));
    }

    private void writeVideo(long timeMs, byte[] payload, ByteBuf out) {
        if (VideoTag.isConfiguration(payload)) {
            videoConfiguration = payload;
            use(new TsTables(
                    TsTables.of(VideoTag.codec(payload), AudioCodec.UNKNOWN).video(), tables.audio()));
        } else {
            writeTables(VideoTag.isKeyFrame(payload), out);
            TsWriter.writeVideo(tables, videoConfiguration, timeMs, payload, out);
        }
    }

    private void writeAudio(long timeMs, byte[] payload, ByteBuf out) {
        if (payload.length == 0) {
            return;
        }
        use(new TsTables(
                tables.video(),
                TsTables.of(VideoCodec.UNKNOWN, AudioTag.codec(payload)).audio()));
        if (AudioTag.isConfiguration(payload)) {
            audioConfiguration = payload;
        } else {
            writeTables(tables.video() == TsTables.NONE && framesSinceTables >= AUDIO_FRAMES, out);
            TsWriter.writeAudio(tables, audioConfiguration, timeMs, payload, out);
        }
    }

    private void use(TsTables next) {
        if (!next.equals(tables)) {
            tables = next;
            framesSinceTables = Integer.MAX_VALUE;
        }
    }

    private void writeTables(boolean isDue, ByteBuf out) {
        if (isDue || framesSinceTables == Integer.MAX_VALUE) {
            tables.write(out);
            framesSinceTables = 0;
        }
        framesSinceTables++;
    }
}
