package io.monaserver.transport.http;

import io.monaserver.codec.media.AudioConfiguration;
import io.monaserver.codec.media.AudioTag;
import io.monaserver.codec.media.Mp4Fragment;
import io.monaserver.codec.media.Mp4Initialization;
import io.monaserver.codec.media.VideoConfiguration;
import io.monaserver.codec.media.VideoTag;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.monaserver.transport.websocket.MediaFrames;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A stream as fragmented MP4, a fragment for each packet. Sound and pictures whose configuration is not known, or that
 * MP4 has no place for, are left out. It keeps the publisher's timeline, so all its listeners share one encoding.
 */
enum Mp4WireForm implements WireForm {
    INSTANCE;

    /** The same in WebSocket messages. */
    static final MediaFrames FRAMES = new MediaFrames(INSTANCE, Mp4WireForm::mimeType);

    @Override
    public boolean isContainer() {
        return true;
    }

    @Override
    public void writeStart(StreamHeaders headers, ByteBuf out) {
        Mp4Initialization.write(video(headers), audio(headers), out);
    }

    @Override
    public void writeFirst(StreamPacket packet, long baseMs, ByteBuf out) {
        writeNext(packet, out);
    }

    @Override
    public void writeNext(StreamPacket packet, ByteBuf out) {
        if (packet.role() == StreamPacket.Role.HEADER) {
            writeHeader(packet, out);
        } else if (packet.kind() == MediaKind.VIDEO && hasVideo(packet)) {
            Mp4Fragment.writeVideo(packet.sequence(), packet.timeMs(), packet.deltaMs(), packet.payload(), out);
        } else if (packet.kind() == MediaKind.AUDIO && hasAudio(packet)) {
            Mp4Fragment.writeAudio(packet.sequence(), packet.timeMs(), packet.deltaMs(), packet.payload(), out);
        }
    }

    /** The type of a stream with these headers, with its codecs. */
    static String mimeType(StreamHeaders headers) {
        return Mp4Initialization.mimeType(video(headers), audio(headers));
    }

    /** A codec that changes on the way needs a new head; one that is replayed (sequence 0) is in the head already. */
    private void writeHeader(StreamPacket packet, ByteBuf out) {
        if (packet.sequence() > 0 && packet.kind() != MediaKind.DATA) {
            writeStart(packet.headers(), out);
        }
    }

    private static boolean hasVideo(StreamPacket packet) {
        MediaPacket header = packet.headers().video();
        return header != null
                && VideoConfiguration.isSupported(header.payload())
                && VideoTag.codec(header.payload()) == VideoTag.codec(packet.payload());
    }

    private static boolean hasAudio(StreamPacket packet) {
        MediaPacket header = packet.headers().audio();
        return header != null
                && AudioConfiguration.isSupported(header.payload())
                && AudioTag.codec(header.payload()) == AudioTag.codec(packet.payload());
    }

    private static @Nullable VideoConfiguration video(StreamHeaders headers) {
        MediaPacket header = headers.video();
        return header == null
                ? null
                : VideoConfiguration.parse(header.payload()).orElse(null);
    }

    private static @Nullable AudioConfiguration audio(StreamHeaders headers) {
        MediaPacket header = headers.audio();
        return header == null
                ? null
                : AudioConfiguration.parse(header.payload()).orElse(null);
    }
}
