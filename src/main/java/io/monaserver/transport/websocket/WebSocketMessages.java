package io.monaserver.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/** Puts fragmented messages together (RFC 6455 §5.4); the order of frames is checked by the decoder before. */
final class WebSocketMessages {

    private ByteBuf fragments = Unpooled.EMPTY_BUFFER;
    private boolean binary;
    private boolean tooLong;

    /** Takes the next frame of data; returns the message if this completes it. */
    byte @Nullable [] add(WebSocketFrame frame) {
        ByteBuf content = frame.content();
        if (!(frame instanceof ContinuationWebSocketFrame)) {
            binary = frame instanceof BinaryWebSocketFrame;
            if (frame.isFinalFragment()) {
                return ByteBufUtil.getBytes(content);
            }
            release();
            fragments = content.alloc().buffer(content.readableBytes());
        }
        tooLong = fragments.readableBytes() + content.readableBytes() > WebSocketSettings.MOST_BYTES;
        if (tooLong) {
            return null;
        }
        fragments.writeBytes(content);
        if (!frame.isFinalFragment()) {
            return null;
        }
        byte[] message = ByteBufUtil.getBytes(fragments);
        release();
        return message;
    }

    /** Whether the message last returned is binary. */
    boolean isBinary() {
        return binary;
    }

    /** Whether the fragments have become longer than a message may be. */
    boolean isTooLong() {
        return tooLong;
    }

    void release() {
        fragments.release();
        fragments = Unpooled.EMPTY_BUFFER;
    }
}
