package io.monaserver.transport.rtmp;

import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** The media of one stream onto its connection. */
final class RtmpMediaSink implements MediaSink {

    private final RtmpOutput output;
    private final RtmpWireForm form;
    private final Consumer<StreamEvent> events;

    RtmpMediaSink(RtmpOutput output, RtmpWireForm form, Consumer<StreamEvent> events) {
        this.output = output;
        this.form = form;
        this.events = events;
    }

    @Override
    public ScheduledExecutorService loop() {
        return output.loop();
    }

    @Override
    public WireForm form() {
        return form;
    }

    @Override
    public void write(ByteBuf wire) {
        output.write(wire);
    }

    @Override
    public void flush() {
        output.flush();
    }

    @Override
    public long pendingBytes() {
        return output.pendingBytes();
    }

    @Override
    public void onEvent(StreamEvent event) {
        events.accept(event);
    }
}
