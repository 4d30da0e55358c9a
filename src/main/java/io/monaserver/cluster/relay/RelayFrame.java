package io.monaserver.cluster.relay;

import io.monaserver.codec.DataFormat;
import io.monaserver.codec.amf.Amf0Format;
import io.monaserver.codec.amf.Amf3Format;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.codec.query.QueryFormat;
import io.monaserver.codec.xml.XmlFormat;
import io.monaserver.codec.xml.XmlRpcFormat;
import io.monaserver.domain.MediaKind;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a relay carries: frames of a head of fixed size (tag, format of values, time, length) and a payload. The tag is
 * the packet's kind, with a bit for what late joiners must have first; or says that a publisher begins, or that it has
 * taken its metadata back.
 */
final class RelayFrame {

    /** Tag, format, time, length of the payload. */
    static final int HEAD_BYTES = 1 + 1 + Long.BYTES + Integer.BYTES;

    /** The largest RTMP message. */
    static final int MAX_PAYLOAD = 1 << 24;

    /** Tag of the frame that precedes a publisher's first packet. */
    static final int PUBLISHED = 0x20;

    /** Tag of the frame that takes the metadata back. */
    static final int CLEARED = 0x40;

    /** Bit in the tag of metadata and codec headers. */
    static final int HEADER = 0x10;

    /** A format's number is its place here; 0 for bytes that mean nothing to the server. */
    private static final List<DataFormat> FORMATS = Arrays.asList(
            Amf0Format.INSTANCE,
            Amf3Format.INSTANCE,
            JsonFormat.INSTANCE,
            XmlRpcFormat.INSTANCE,
            XmlFormat.INSTANCE,
            QueryFormat.INSTANCE);

    private RelayFrame() {}

    /** Writes a frame that is a tag and no more. */
    static void writeNews(int tag, ByteBuf out) {
        writeHead(tag, 0, 0, 0, out);
    }

    static void writeHead(int tag, int format, long timeMs, int length, ByteBuf out) {
        out.writeByte(tag).writeByte(format).writeLong(timeMs).writeInt(length);
    }

    static int numberOf(@Nullable DataFormat format) {
        return format == null ? 0 : FORMATS.indexOf(format) + 1;
    }

    /** The format of a number; null for bytes, and for formats that only a newer server knows. */
    static @Nullable DataFormat format(int number) {
        return number > 0 && number <= FORMATS.size() ? FORMATS.get(number - 1) : null;
    }

    static MediaKind kind(int tag) {
        int index = tag & ~HEADER;
        if (index < 0 || index >= MediaKind.ALL.size()) {
            throw new IllegalArgumentException("relay frame: " + tag + " (expected: a kind of packet)");
        }
        return MediaKind.ALL.get(index);
    }
}
