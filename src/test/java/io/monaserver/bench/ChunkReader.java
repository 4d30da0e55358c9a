package io.monaserver.bench;

import io.netty.buffer.ByteBuf;

/**
 * Reads RTMP chunks as cheaply as can be, since the load shares one processor among a thousand players: of media it
 * keeps the first bytes only. Independent of the server's own decoder, so that a fault there cannot hide.
 */
final class ChunkReader {

    private static final int MEDIA_HEAD = 96;
    private static final int OTHER_HEAD = 64 * 1024;
    private static final int EXTENDED = 0xff_ffff;

    /** Told of each message: the bytes kept, and how long it really was. */
    interface Messages {
        void onMessage(int type, byte[] head, int kept, int length);
    }

    private static final class Stream {
        private int type;
        private int length;
        private int got;
        private boolean isExtended;
        private byte[] head = new byte[MEDIA_HEAD];
    }

    private final Messages messages;
    private final Stream[] streams = new Stream[64 + 256];
    private final byte[] header = new byte[18];
    private int headerSize;
    private int left;
    private Stream current = new Stream();
    private int chunkSize = 128;

    ChunkReader(Messages messages) {
        this.messages = messages;
    }

    void setChunkSize(int size) {
        chunkSize = size;
    }

    void read(ByteBuf in) {
        while (in.isReadable()) {
            if (left > 0) {
                readPayload(in);
            } else {
                header[headerSize++] = in.readByte();
                if (headerSize == needed()) {
                    begin();
                }
            }
        }
    }

    private void readPayload(ByteBuf in) {
        int size = Math.min(left, in.readableBytes());
        int kept = Math.min(size, current.head.length - current.got);
        if (kept > 0) {
            in.getBytes(in.readerIndex(), current.head, current.got, kept);
        }
        in.skipBytes(size);
        current.got += size;
        left -= size;
        if (current.got == current.length) {
            messages.onMessage(
                    current.type, current.head, Math.min(current.length, current.head.length), current.length);
            current.got = 0;
        }
    }

    private int needed() {
        int basic = basicSize();
        if (headerSize < basic) {
            return basic;
        }
        int format = header[0] >> 6 & 3;
        int size = basic + (format == 0 ? 11 : format == 1 ? 7 : format == 2 ? 3 : 0);
        if (headerSize < size) {
            return size;
        }
        boolean isExtended = format == 3 ? stream().isExtended : int24(basic) == EXTENDED;
        return isExtended ? size + 4 : size;
    }

    private int basicSize() {
        int low = header[0] & 63;
        return low == 0 ? 2 : low == 1 ? 3 : 1;
    }

    private Stream stream() {
        int low = header[0] & 63;
        int id = low > 1 ? low : 64 + (header[1] & 255);
        if (streams[id] == null) {
            streams[id] = new Stream();
        }
        return streams[id];
    }

    private void begin() {
        int basic = basicSize();
        int format = header[0] >> 6 & 3;
        current = stream();
        if (format < 3) {
            current.isExtended = int24(basic) == EXTENDED;
        }
        if (format < 2) {
            current.length = int24(basic + 3);
            current.type = header[basic + 6] & 255;
            boolean isMedia = current.type == 8 || current.type == 9;
            if (!isMedia && current.head.length < OTHER_HEAD) {
                current.head = new byte[OTHER_HEAD];
            }
        }
        headerSize = 0;
        left = Math.min(chunkSize, current.length - current.got);
    }

    private int int24(int offset) {
        return (header[offset] & 255) << 16 | (header[offset + 1] & 255) << 8 | header[offset + 2] & 255;
    }
}
