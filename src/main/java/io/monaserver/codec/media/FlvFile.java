package io.monaserver.codec.media;

import io.netty.buffer.ByteBuf;

/** An FLV file: its header, then a tag for each packet, whatever its codec. */
public final class FlvFile implements MediaWriter {

    private boolean begun;

    @Override
    public void write(Track track, long timeMs, byte[] payload, ByteBuf out) {
        if (!begun) {
            begun = true;
            FlvWriter.writeHeader(true, true, out);
        }
        int type = switch (track) {
            case AUDIO -> FlvWriter.AUDIO;
            case VIDEO -> FlvWriter.VIDEO;
            case DATA -> FlvWriter.DATA;
        };
        FlvWriter.writeTag(type, timeMs, payload, out);
    }
}
