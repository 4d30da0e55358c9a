package io.monaserver.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Frames as a server writes them (RFC 6455 §5.2): whole, unmasked, and the length in its shortest form. */
public final class WebSocketFrames {

    /** Opcode of text. */
    public static final int TEXT = 1;

    /** Opcode of bytes. */
    public static final int BINARY = 2;

    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int SHORT_MOST = 125;
    private static final int MEDIUM_MOST = 0xFFFF;
    private static final int MEDIUM_HEADER = 4;
    private static final int LARGE_HEADER = 10;

    /** What a control frame may carry at most (§5.5), without the two bytes of a close code. */
    private static final int REASON_MOST = 123;

    private WebSocketFrames() {}

    /** A frame of these bytes. */
    public static ByteBuf frame(int opcode, byte[] payload, ByteBufAllocator allocator) {
        ByteBuf out = allocator.directBuffer(LARGE_HEADER + payload.length);
        writeHeader(opcode, payload.length, out);
        return out.writeBytes(payload);
    }

    /** A frame of text. */
    public static ByteBuf text(String text, ByteBufAllocator allocator) {
        return frame(TEXT, text.getBytes(StandardCharsets.UTF_8), allocator);
    }

    /** Writes what precedes a payload. */
    public static void writeHeader(int opcode, int length, ByteBuf out) {
        out.writeByte(FINAL | opcode);
        if (length <= SHORT_MOST) {
            out.writeByte(length);
        } else if (length <= MEDIUM_MOST) {
            out.writeByte(126);
            out.writeShort(length);
        } else {
            out.writeByte(127);
            out.writeLong(length);
        }
    }

    /** Leaves room for a header; {@link #end} puts it there once the payload is written. */
    public static int begin(ByteBuf out) {
        int start = out.writerIndex();
        out.writeZero(MEDIUM_HEADER);
        return start;
    }

    /** Makes a frame of what was written since {@link #begin}; nothing if that is nothing. */
    public static void end(int opcode, int start, ByteBuf out) {
        int payload = start + MEDIUM_HEADER;
        int length = out.writerIndex() - payload;
        if (length == 0) {
            out.writerIndex(start);
            return;
        }
        int header = length <= SHORT_MOST ? 2 : length <= MEDIUM_MOST ? MEDIUM_HEADER : LARGE_HEADER;
        if (header != MEDIUM_HEADER) {
            move(payload, start + header, length, out);
        }
        out.writerIndex(start);
        writeHeader(opcode, length, out);
        out.writerIndex(start + header + length);
    }

    /** A frame that says goodbye (§5.5.1); a reason too long for a control frame is cut between two characters. */
    static ByteBuf close(int code, String reason, ByteBufAllocator allocator) {
        byte[] utf8 = reason.getBytes(StandardCharsets.UTF_8);
        int length = utf8.length;
        if (length > REASON_MOST) {
            length = REASON_MOST;
            while ((utf8[length] & 0xC0) == 0x80) {
                length--;
            }
        }
        ByteBuf out = allocator.directBuffer(2 + 2 + length);
        writeHeader(CLOSE, 2 + length, out);
        return out.writeShort(code).writeBytes(utf8, 0, length);
    }

    private static void move(int from, int to, int length, ByteBuf out) {
        out.ensureWritable(LARGE_HEADER);
        byte[] payload = ByteBufUtil.getBytes(out, from, length);
        out.writerIndex(to).writeBytes(payload);
    }
}
