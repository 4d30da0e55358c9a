package io.monaserver.domain;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Where a listener's media goes: one stream of one connection. Everything but {@link #loop} and {@link #form} is called
 * on the loop only.
 */
public interface MediaSink {

    /** The connection's event loop. */
    ScheduledExecutorService loop();

    /** How this listener wants the stream written; the same for the sink's whole life. */
    WireForm form();

    /** Takes over the buffer and queues it; {@link #flush} follows. */
    void write(ByteBuf wire);

    /** Sends what was queued. */
    void flush();

    /** Bytes queued and not yet taken by the operating system: the length of this listener's queue. */
    long pendingBytes();

    /** Tells what happened to the stream, in order with its media. */
    void onEvent(StreamEvent event);
}
