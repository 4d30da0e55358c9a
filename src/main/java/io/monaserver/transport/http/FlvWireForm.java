package io.monaserver.transport.http;

import io.monaserver.codec.DataFormat;
import io.monaserver.codec.media.FlvWriter;
import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;

/** A stream as an FLV file without end. It keeps the publisher's timeline, so all its listeners share one encoding. */
enum FlvWireForm implements WireForm {
    INSTANCE;

    @Override
    public boolean isContainer() {
        return true;
    }

    @Override
    public void writeStart(StreamHeaders headers, ByteBuf out) {
        FlvWriter.writeHeader(true, true, out);
    }

    @Override
    public void writeFirst(StreamPacket packet, long baseMs, ByteBuf out) {
        writeNext(packet, out);
    }

    @Override
    public void writeNext(StreamPacket packet, ByteBuf out) {
        switch (packet.kind()) {
            case AUDIO -> FlvWriter.writeTag(FlvWriter.AUDIO, packet.timeMs(), packet.payload(), out);
            case VIDEO -> FlvWriter.writeTag(FlvWriter.VIDEO, packet.timeMs(), packet.payload(), out);
            case DATA -> writeData(packet, out);
        }
    }

    /**
     * Data of FLV is AMF0; raw bytes have no place in it. Metadata has time 0 wherever it comes: ffmpeg takes it for
     * subtitles otherwise.
     */
    private static void writeData(StreamPacket packet, ByteBuf out) {
        DataFormat format = packet.packet().format();
        if (format != null) {
            long timeMs = packet.role() == StreamPacket.Role.HEADER ? 0 : packet.timeMs();
            FlvWriter.writeData(timeMs, format, packet.payload(), out);
        }
    }
}
