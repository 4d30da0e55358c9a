package io.monaserver.transport.websocket;

import io.monaserver.domain.Loop;
import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
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
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return queue == null ? 0 : queue.totalPendingWriteBytes();
    }

    @Override
    public void onEvent(StreamEvent event) {
        if (event instanceof StreamEvent.Published publishing) {
            writer.call("__publishing", publishing.name());
        } else if (event instanceof StreamEvent.Unpublished unpublished) {
            writer.call("__unpublishing", unpublished.name());
        } else if (event instanceof StreamEvent.Closed closed) {
            writer.close(WebSocketWriter.TRY_AGAIN, closed.reason());
        }
    }
}
