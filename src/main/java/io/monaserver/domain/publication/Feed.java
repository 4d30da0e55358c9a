package io.monaserver.domain.publication;

import io.monaserver.common.Clock;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one publication that share one wire form and one merge window. Encodes each run of packets once and
 * hands it to an {@link Outlet} on every event loop that has had such listeners: one task per loop and run, not one per
 * listener. Touched by the publication's actor only.
 */
final class Feed {

    private final WireForm form;
    private final int windowMs;
    private final Clock clock;
    private final Map<ScheduledExecutorService, Outlet> outlets = new LinkedHashMap<>();
    private int listeners;
    private @Nullable JoinBurst burst;

    Feed(WireForm form, int windowMs, Clock clock) {
        this.form = form;
        this.windowMs = windowMs;
        this.clock = clock;
    }

    boolean isEmpty() {
        return listeners == 0;
    }

    /** Adds a listener, which gets the headers and the cached pictures. */
    void add(Listener listener, StreamHeaders headers, GopCache cache) {
        if (burst == null) {
            burst = JoinBurst.encode(form, headers, cache.packets());
        }
        listeners++;
        outlets.computeIfAbsent(listener.sink().loop(), loop -> new Outlet(form, loop, windowMs, clock))
                .add(listener, burst);
    }

    void remove(Listener listener) {
        Outlet outlet = outlets.get(listener.sink().loop());
        if (outlet != null) {
            listeners--;
            outlet.remove(listener);
        }
    }

    void push(List<StreamPacket> packets, long epochMs) {
        forgetBurst();
        Batch batch = new Batch(packets, encode(packets), Batch.kindsOf(packets), epochMs);
        outlets.values().forEach(outlet -> outlet.push(batch));
        batch.wire().release();
    }

    /** Sends what waits for its window. */
    void sendWaiting() {
        outlets.values().forEach(Outlet::sendWaiting);
    }

    /** The publisher changed: what was sent so far is no ground for what follows. */
    void restart() {
        forgetBurst();
        outlets.values().forEach(Outlet::restart);
    }

    void tell(StreamEvent event) {
        outlets.values().forEach(outlet -> outlet.tell(event));
    }

    void close() {
        forgetBurst();
        outlets.values().forEach(Outlet::close);
        outlets.clear();
    }

    void forgetBurst() {
        if (burst != null) {
            burst.wire().release();
            burst = null;
        }
    }

    private ByteBuf encode(List<StreamPacket> packets) {
        int size = 0;
        for (StreamPacket packet : packets) {
            size += packet.packet().size() + 32;
        }
        ByteBuf out = form.allocate(size);
        for (StreamPacket packet : packets) {
            form.writeNext(packet, out);
        }
        return out;
    }
}
