package io.monaserver.transport.websocket;

import io.monaserver.domain.Loop;
import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.WireForm;
import io.monaserver.transport.net.SendQueue;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.concurrent.ScheduledExecutorService;

/** The data of a stream on a connection that asked for it with {@code __play}. */
final class WebSocketListener implements MediaSink {

    private final Channel channel;
    private final WebSocketWriter writer;
    private final Loop loop;

    WebSocketListener(Channel channel, WebSocketWriter writer, Loop loop) {
        this.channel = channel;
        this.writer = writer;
        this.loop = loop;
    }

    WebSocketWriter writer() {
        return writer;
    }

    @Override
    public ScheduledExecutorService loop() {
        return loop.executor();
    }

    @Override
    public WireForm form() {
        return DataFrames.INSTANCE;
    }

    @Override
    public void write(ByteBuf wire) {
        writer.write(wire);
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public long pendingBytes() {
        return SendQueue.pendingBytes(channel);
    }

    @Override
    public void onEvent(StreamEvent event) {
        writer.tell(event);
    }
}
