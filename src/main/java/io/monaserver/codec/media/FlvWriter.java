package io.monaserver.codec.media;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.amf.Amf0Format;
import io.netty.buffer.ByteBuf;

/** Writes FLV: a file header, then tags. Stateless (Adobe Flash Video File Format 10.1 §E). */
public final class FlvWriter {

    /** Type of an audio tag. */
    public static final int AUDIO = 8;

    /** Type of a video tag. */
    public static final int VIDEO = 9;

    /** Type of a tag of AMF0 values. */
    public static final int DATA = 18;

    static final int SIGNATURE = 0x464C5601;
    static final int HEADER_SIZE = 9;
    static final int TAG_HEADER_SIZE = 11;

    /** What a tag takes beside its payload: its head, and its size behind it. */
    public static final int TAG_OVERHEAD = TAG_HEADER_SIZE + Integer.BYTES;

    private static final int MOST = 0xFFFFFF;

    private FlvWriter() {}

    /** Writes what a file begins with (§E.2). Players of live streams believe the tags more than these flags. */
    public static void writeHeader(boolean hasAudio, boolean hasVideo, ByteBuf out) {
        out.writeInt(SIGNATURE);
        out.writeByte((hasAudio ? 4 : 0) | (hasVideo ? 1 : 0));
        out.writeInt(HEADER_SIZE);
        out.writeInt(0);
    }

    /** Writes values as a tag of data, which in FLV are AMF0. */
    public static void writeData(long timeMs, DataFormat format, byte[] values, ByteBuf out) {
        byte[] payload = values;
        if (format != Amf0Format.INSTANCE) {
            DataEncoder amf = Amf0Format.INSTANCE.newEncoder();
            format.newReader(values).readAll(amf);
            payload = amf.toBytes();
        }
        writeTag(DATA, timeMs, payload, out);
    }

    /** Writes a tag and its trailing size (§E.4.1). A payload over 16 MiB has no place in FLV and is left out. */
    public static void writeTag(int type, long timeMs, byte[] payload, ByteBuf out) {
        if (payload.length > MOST) {
            return;
        }
        out.writeByte(type);
        out.writeMedium(payload.length);
        out.writeMedium((int) timeMs & MOST);
        out.writeByte((int) (timeMs >>> 24));
        out.writeMedium(0);
        out.writeBytes(payload);
        out.writeInt(TAG_HEADER_SIZE + payload.length);
    }
}
