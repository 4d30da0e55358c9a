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

    /** How many messages of this kind the network has lost so far, whether they were repeated or not; 0 if unknown. */
    default long lostMessages(MediaKind kind) {
        return 0;
    }

    /** Milliseconds from here to the listener, 0 if unknown. */
    default int latencyMs() {
        return 0;
    }

    /** Tells what happened to the stream, in order with its media. */
    void onEvent(StreamEvent event);
}
