package io.monaserver.testkit;

import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** A sink that keeps what it was given; its queue is as long as the test says. */
public final class RecordingSink implements MediaSink {

    public final List<StreamEvent> events = new CopyOnWriteArrayList<>();
    public final AtomicInteger flushes = new AtomicInteger();
    public volatile long pendingBytes;
    public volatile Runnable onWrite = () -> {};

    private final ScheduledExecutorService loop;
    private final WireForm form;
    private final StringBuffer text = new StringBuffer();

    public RecordingSink(ScheduledExecutorService loop, WireForm form) {
        this.loop = loop;
        this.form = form;
    }

    public String text() {
        return text.toString().trim();
    }

    public String takeText() {
        String taken = text();
        text.setLength(0);
        return taken;
    }

    @Override
    public ScheduledExecutorService loop() {
        return loop;
    }

    @Override
    public WireForm form() {
        return form;
    }

    @Override
    public void write(ByteBuf wire) {
        onWrite.run();
        text.append(wire.toString(StandardCharsets.US_ASCII));
        wire.release();
    }

    @Override
    public void flush() {
        flushes.incrementAndGet();
    }

    @Override
    public long pendingBytes() {
        return pendingBytes;
    }

    @Override
    public void onEvent(StreamEvent event) {
        events.add(event);
    }
}
