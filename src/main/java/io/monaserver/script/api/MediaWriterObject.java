package io.monaserver.script.api;

import io.monaserver.codec.media.FlvFile;
import io.monaserver.codec.media.MediaWriter;
import io.monaserver.codec.media.TsFile;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaObject;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** Makes a media file of packets, piece by piece, for a script that stores or sends it. */
public final class MediaWriterObject extends LuaObject {

    private static final int DATA = 0;
    private static final int AUDIO = 1;
    private static final int VIDEO = 2;

    private final MediaWriter writer;

    private MediaWriterObject(MediaWriter writer) {
        this.writer = writer;
    }

    /** A writer of this type: an MPEG transport stream for {@code mp2t}, else FLV. */
    static MediaWriterObject of(@Nullable String type) {
        boolean isTransportStream = type != null && type.endsWith("mp2t");
        return new MediaWriterObject(isTransportStream ? new TsFile() : new FlvFile());
    }

    /**
     * {@code writer:write(track, time, packet)}: the bytes that a packet adds to the file, to be stored one behind the
     * other; those of the first packet begin it. Empty for what the file has no place for.
     *
     * @param track 1 for audio, 2 for video, as {@code onAudio} and {@code onVideo} give them; 0 for data in AMF0
     * @param time of the packet in milliseconds
     */
    @LuaMethod
    public LuaString write(double track, double time, LuaString packet) {
        byte[] payload = Arrays.copyOfRange(packet.m_bytes, packet.m_offset, packet.m_offset + packet.m_length);
        ByteBuf out = Unpooled.buffer(payload.length + 64);
        writer.write(track(track), (long) time, payload, out);
        return LuaString.valueUsing(ByteBufUtil.getBytes(out));
    }

    private static MediaWriter.Track track(double number) {
        return switch ((int) number) {
            case AUDIO -> MediaWriter.Track.AUDIO;
            case VIDEO -> MediaWriter.Track.VIDEO;
            case DATA -> MediaWriter.Track.DATA;
            default -> throw new LuaError("track: " + (int) number + " (expected: 1 audio, 2 video or 0 data)");
        };
    }
}
