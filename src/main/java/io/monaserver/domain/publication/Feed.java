package io.monaserver.domain.publication;

import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one publication that share one wire form and one merge window. Encodes each run of packets once and
 * hands it to every event loop that has such listeners: one task per loop and run, not one per listener.
 *
 * <p>Touched by the publication's actor only; the lists of listeners that it gives away are never changed.
 */
final class Feed {

    private final WireForm form;
    private final int windowMs;
    private final Map<Executor, List<Listener>> loops = new LinkedHashMap<>();
    private final List<StreamPacket> pending = new ArrayList<>();
    private long pendingSinceMs;
    private @Nullable JoinBurst burst;

    Feed(WireForm form, int windowMs) {
        this.form = form;
        this.windowMs = windowMs;
    }

    boolean isEmpty() {
        return loops.isEmpty();
    }

    int windowMs() {
        return windowMs;
    }

    /** Adds a listener, which gets the headers and the cached pictures, but for those that wait in the window. */
    void add(Listener listener, StreamHeaders headers, GopCache cache) {
        if (burst == null) {
            long limit = pending.isEmpty() ? Long.MAX_VALUE : pending.get(0).sequence();
            burst = JoinBurst.encode(form, headers, cache.before(limit));
        }
        Executor loop = listener.sink().loop();
        List<Listener> listeners = new ArrayList<>(loops.getOrDefault(loop, List.of()));
        listeners.add(listener);
        loops.put(loop, listeners);
        JoinBurst shared = burst;
        shared.wire().retain();
        loop.execute(() -> {
            try {
                listener.delivery().join(shared);
            } finally {
                shared.wire().release();
            }
        });
    }

    void remove(Listener listener) {
        Executor loop = listener.sink().loop();
        List<Listener> listeners = new ArrayList<>(loops.getOrDefault(loop, List.of()));
        listeners.remove(listener);
        if (listeners.isEmpty()) {
            loops.remove(loop);
        } else {
            loops.put(loop, listeners);
        }
        if (loops.isEmpty()) {
            pending.clear();
            forgetBurst();
        }
    }

    /** Takes packets in; they go out now, or when the window since the first of them has passed. */
    void push(List<StreamPacket> packets, long epochMs) {
        if (pending.isEmpty()) {
            pendingSinceMs = epochMs;
        }
        pending.addAll(packets);
        forgetBurst();
        if (isDue(epochMs)) {
            send(epochMs);
        }
    }

    boolean isDue(long epochMs) {
        return !pending.isEmpty() && epochMs - pendingSinceMs >= windowMs;
    }

    boolean isWaiting() {
        return !pending.isEmpty();
    }

    void send(long epochMs) {
        if (pending.isEmpty()) {
            return;
        }
        List<StreamPacket> packets = List.copyOf(pending);
        pending.clear();
        forgetBurst();
        Batch batch = new Batch(packets, encode(packets), Batch.kindsOf(packets), epochMs);
        loops.forEach((loop, listeners) -> {
            batch.wire().retain();
            loop.execute(() -> deliver(batch, listeners));
        });
        batch.wire().release();
    }

    /** The publisher changed: what was sent so far is no ground for what follows. */
    void restart() {
        forgetBurst();
        loops.forEach((loop, listeners) -> loop.execute(
                () -> listeners.forEach(listener -> listener.delivery().restart())));
    }

    void tell(StreamEvent event) {
        loops.forEach((loop, listeners) -> loop.execute(() -> listeners.forEach(listener -> listener.tell(event))));
    }

    void close() {
        pending.clear();
        forgetBurst();
        loops.clear();
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
        ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(size);
        for (StreamPacket packet : packets) {
            form.writeNext(packet, out);
        }
        return out;
    }

    private static void deliver(Batch batch, List<Listener> listeners) {
        try {
            for (Listener listener : listeners) {
                listener.delivery().deliver(batch);
            }
        } finally {
            batch.wire().release();
        }
    }
}
