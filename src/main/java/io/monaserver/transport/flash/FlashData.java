package io.monaserver.transport.flash;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.amf.Amf0Format;
import io.monaserver.domain.MediaPacket;

/** Data of a stream as Flash clients read them. */
public final class FlashData {

    private FlashData() {}

    /** Values of other formats are converted; bytes that mean nothing to the server arrive as one string. */
    public static byte[] amf0(MediaPacket packet) {
        DataFormat format = packet.format();
        if (format == Amf0Format.INSTANCE) {
            return packet.payload();
        }
        DataEncoder encoder = Amf0Format.INSTANCE.newEncoder();
        if (format == null) {
            encoder.writeString(packet.payload(), 0, packet.size());
        } else {
            format.newReader(packet.payload()).readAll(encoder);
        }
        return encoder.toBytes();
    }
}
