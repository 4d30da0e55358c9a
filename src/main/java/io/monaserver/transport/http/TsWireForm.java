package io.monaserver.transport.http;

import io.monaserver.codec.media.AudioCodec;
import io.monaserver.codec.media.AudioTag;
import io.monaserver.codec.media.TsTables;
import io.monaserver.codec.media.TsWriter;
import io.monaserver.codec.media.VideoCodec;
import io.monaserver.codec.media.VideoTag;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A stream as an MPEG transport stream. It keeps the publisher's timeline, so all its listeners share one encoding, but
 * for the packets' numbers, which {@link LivePlayer} counts for each. Sound without a configuration is MP3: the tables
 * that announce it stand before each of its packets, since nothing says beforehand that it comes.
 */
enum TsWireForm implements WireForm {
    INSTANCE;

    private static final byte[] NONE = {};
    private static final int AUDIO_BETWEEN_TABLES = 32;

    @Override
    public boolean isContainer() {
        return true;
    }

    @Override
    public void writeStart(StreamHeaders headers, ByteBuf out) {
        tables(headers).write(out);
    }

    @Override
    public void writeFirst(StreamPacket packet, long baseMs, ByteBuf out) {
        writeNext(packet, out);
    }

    @Override
    public void writeNext(StreamPacket packet, ByteBuf out) {
        switch (packet.kind()) {
            case VIDEO -> writeVideo(packet, out);
            case AUDIO -> writeAudio(packet, out);
            case DATA -> {
                // A transport stream has no place for a script's values.
            }
        }
    }

    private static void writeVideo(StreamPacket packet, ByteBuf out) {
        TsTables tables = tables(packet.headers());
        if (packet.role() != StreamPacket.Role.FRAME) {
            tables.write(out);
        }
        TsWriter.writeVideo(tables, payload(packet.headers().video()), packet.timeMs(), packet.payload(), out);
    }

    private static void writeAudio(StreamPacket packet, ByteBuf out) {
        TsTables tables = tables(packet.headers());
        MediaPacket configuration = packet.headers().audio();
        boolean isMp3 = configuration == null;
        if (isMp3) {
            tables = new TsTables(
                    tables.video(),
                    TsTables.of(VideoCodec.UNKNOWN, AudioTag.codec(packet.payload()))
                            .audio());
        }
        boolean isAlone = tables.video() == TsTables.NONE && packet.sequence() % AUDIO_BETWEEN_TABLES == 0;
        if (isMp3 || isAlone || packet.role() == StreamPacket.Role.HEADER) {
            tables.write(out);
        }
        TsWriter.writeAudio(tables, payload(configuration), packet.timeMs(), packet.payload(), out);
    }

    private static TsTables tables(StreamHeaders headers) {
        MediaPacket video = headers.video();
        MediaPacket audio = headers.audio();
        return TsTables.of(
                video == null ? VideoCodec.UNKNOWN : VideoTag.codec(video.payload()),
                audio == null ? AudioCodec.UNKNOWN : AudioTag.codec(audio.payload()));
    }

    private static byte[] payload(@Nullable MediaPacket header) {
        return header == null ? NONE : header.payload();
    }
}
