package io.monaserver.transport.rtmp;

import io.monaserver.metrics.Metrics.Tally;
import io.monaserver.protocol.rtmp.ChunkEncoder;
import io.monaserver.protocol.rtmp.RtmpMessage;
import io.monaserver.protocol.rtmp.RtmpeCipher;
import io.monaserver.transport.net.SendQueue;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one connection: messages become chunks, encrypted if the connection is. Belongs to the connection's
 * loop. After the connection has closed, what is written is released.
 */
final class RtmpOutput {

    /** MonaServer: large enough that nearly every message is one chunk. */
    static final int CHUNK_SIZE = 0x3EFFEE;

    private static final int HEADROOM = 64;
    private static final int CLOSE_LIMIT_SECONDS = 5;

    private final ChannelHandlerContext context;
    private final Channel channel;
    private final Tally sentBytes;
    private @Nullable RtmpeCipher cipher;
    private ChunkEncoder encoder = new ChunkEncoder(ChunkEncoder.INITIAL_CHUNK_SIZE);
    private boolean largeChunks;
    private boolean closing;

    RtmpOutput(ChannelHandlerContext context, Tally sentBytes) {
        this.context = context;
        this.channel = context.channel();
        this.sentBytes = sentBytes;
    }

    ScheduledExecutorService loop() {
        return channel.eventLoop();
    }

    void encrypt(RtmpeCipher streams) {
        cipher = streams;
    }

    boolean isEncrypted() {
        return cipher != null;
    }

    boolean usesLargeChunks() {
        return largeChunks;
    }

    /** Chunks have the large size from here on: the client was told. */
    void useLargeChunks() {
        largeChunks = true;
        encoder = new ChunkEncoder(CHUNK_SIZE);
    }

    /** An empty buffer to be written. */
    ByteBuf buffer() {
        return channel.alloc().buffer();
    }

    /** Writes a message that stands alone. */
    void write(int chunkStream, RtmpMessage message) {
        ByteBuf wire = channel.alloc().buffer(message.payload().length + HEADROOM);
        encoder.encodeFirst(chunkStream, message, wire);
        write(wire);
    }

    /** Takes over the buffer, which others may share. */
    void write(ByteBuf wire) {
        if (closing || !channel.isActive()) {
            wire.release();
            return;
        }
        sentBytes.add(wire.readableBytes());
        context.write(cipher == null ? wire : encrypted(wire, cipher), context.voidPromise());
    }

    void flush() {
        context.flush();
    }

    /** Sends what was written, then closes; nothing can be written any more. */
    void closeAfterFlush() {
        if (!closing && channel.isActive()) {
            closing = true;
            channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
            // A client that reads no more must not stay for ever.
            channel.eventLoop().schedule((Runnable) channel::close, CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    long pendingBytes() {
        return SendQueue.pendingBytes(channel);
    }

    private ByteBuf encrypted(ByteBuf shared, RtmpeCipher streams) {
        ByteBuf own = channel.alloc().buffer(shared.readableBytes()).writeBytes(shared);
        shared.release();
        streams.encrypt(own);
        return own;
    }
}
