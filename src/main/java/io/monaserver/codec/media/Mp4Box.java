package io.monaserver.codec.media;

import io.netty.buffer.ByteBuf;

/** Boxes of ISO/IEC 14496-12: a size, four characters, content that may be boxes again. */
final class Mp4Box {

    private Mp4Box() {}

    /** Begins a box and returns where; {@link #end} fills in its size. */
    static int begin(String type, ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(0);
        out.writeInt(Bytes.fourCc(type));
        return start;
    }

    /** Begins a box with a version and flags. */
    static int begin(String type, int versionAndFlags, ByteBuf out) {
        int start = begin(type, out);
        out.writeInt(versionAndFlags);
        return start;
    }

    static void end(int start, ByteBuf out) {
        out.setInt(start, out.writerIndex() - start);
    }
}
