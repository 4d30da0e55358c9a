package io.monaserver.transport.rtmp;

import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Media of one message stream, written to the connection as it comes: already in chunks. */
final class RtmpMediaSink implements MediaSink {

    private final Channel channel;
    private final RtmpWireForm form;
    private final Consumer<StreamEvent> events;

    /** Events of the stream go to the consumer, on the channel's loop. */
    RtmpMediaSink(Channel channel, RtmpWireForm form, Consumer<StreamEvent> events) {
        this.channel = channel;
        this.form = form;
        this.events = events;
    }

    @Override
    public Executor loop() {
        return channel.eventLoop();
    }

    @Override
    public WireForm form() {
        return form;
    }

    @Override
    public void write(ByteBuf wire) {
        channel.write(wire, channel.voidPromise());
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
        events.accept(event);
    }
}
