package io.monaserver.domain.publication;

import io.monaserver.common.Clock;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.MediaSink;
import io.monaserver.domain.QualityOfService;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.StreamPacket.Role;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one listener was sent and gets next, on its connection's event loop.
 *
 * <p>A listener in step (it has the previous packet of every kind in the batch, wants them all and keeps up) gets the
 * batch's shared bytes: one reference, no copy. Any other goes packet by packet: video waits for a key frame after
 * joining, unmuting and loss; a kind whose previous packet was missed begins anew; when more is queued than allowed
 * video is dropped, then audio, headers never.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private static final List<MediaKind> KINDS = MediaKind.ALL;

    private final Listener listener;
    private final PublicationSettings settings;
    private final Clock clock;
    private final MediaCounters counters;
    private final QosMeter[] meters;

    private final long[] lostMessages = new long[KINDS.size()];

    private boolean closed;
    private boolean paused;
    private boolean started;
    private boolean awaitingKeyFrame = true;
    private int opened;
    private boolean heard;
    private int unheaded;
    private long baseMs = JoinBurst.NO_BASE;
    private long soughtMs = -1;
    private long joinedAt = -1;
    private long slowSinceMs = -1;

    Delivery(Listener listener, PublicationRegistry registry) {
        this.listener = listener;
        this.settings = registry.settings();
        this.clock = registry.clock();
        this.counters = registry.counters();
        this.meters = new QosMeter[] {new QosMeter(clock), new QosMeter(clock), new QosMeter(clock)};
    }

    QualityOfService qos(MediaKind kind) {
        return meters[kind.index()];
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    void pause(boolean paused) {
        this.paused = paused;
        desynchronise();
    }

    /**
     * What comes next is at this place of the listener's own time. Codecs are configured again, for a player that seeks
     * empties its decoders.
     */
    void seek(long toMs) {
        soughtMs = toMs;
        opened = 0;
        unheaded = MediaKind.AUDIO.bit() | MediaKind.VIDEO.bit();
    }

    /** The publisher changed: headers come again, video waits for a key frame. */
    void restart() {
        started = false;
        desynchronise();
    }

    /**
     * Sends the headers and the first of the pictures in progress, shared with whoever joins at the same moment; false
     * if nothing is left to {@link #complete}.
     */
    boolean open(JoinBurst burst) {
        if (closed || burst.isEmpty()) {
            return false;
        }
        boolean shared = !paused && wants(burst.kinds());
        if (shared) {
            listener.sink().write(burst.openingWire());
            started = true;
            heard = true;
            baseMs = burst.baseMs();
            opened = burst.kinds() & MediaKind.VIDEO.bit();
            awaitingKeyFrame = opened == 0;
            count(burst.opening(), clock.epochMs());
        } else {
            burst.opening().forEach(this::deliverAlone);
            burst.rest().forEach(this::deliverAlone);
        }
        listener.sink().flush();
        boolean more = shared && !burst.rest().isEmpty();
        if (!more) {
            joinedAt = burst.sequence();
        }
        return more;
    }

    /** Sends the rest of the pictures in progress. */
    void complete(JoinBurst burst) {
        if (closed) {
            return;
        }
        if (opened == MediaKind.VIDEO.bit() && !paused && wants(burst.kinds())) {
            listener.sink().write(burst.restWire());
            opened = burst.kinds();
            count(burst.rest(), clock.epochMs());
        } else {
            burst.rest().forEach(this::deliverAlone);
        }
        joinedAt = burst.sequence();
        listener.sink().flush();
    }

    /** Sends a run of packets, or what of it this listener may have. */
    void deliver(Batch batch) {
        if (closed || paused) {
            return;
        }
        if (isInStep(batch) && batch.sequence() > joinedAt && !isCongested(1)) {
            listener.sink().write(batch.wire().retainedDuplicate());
            count(batch.packets(), batch.epochMs());
        } else {
            batch.packets().forEach(this::deliverAlone);
        }
        listener.sink().flush();
        measure(batch);
        checkSlow(batch.epochMs());
    }

    /** What the transport learned since the last delivery. */
    private void measure(Batch batch) {
        MediaSink sink = listener.sink();
        for (int kind = 0; kind < meters.length; kind++) {
            if ((batch.kinds() & 1 << kind) != 0) {
                long lost = sink.lostMessages(KINDS.get(kind));
                meters[kind].lostAfterAll((int) (lost - lostMessages[kind]), batch.epochMs());
                meters[kind].latency(sink.latencyMs());
                lostMessages[kind] = lost;
            }
        }
    }

    private boolean isInStep(Batch batch) {
        boolean waits = (awaitingKeyFrame || !heard) && (batch.kinds() & MediaKind.VIDEO.bit()) != 0;
        return started && !waits && (batch.kinds() & ~opened) == 0 && wants(batch.kinds());
    }

    private boolean wants(int kinds) {
        return (kinds & ~listener.wanted()) == 0;
    }

    private boolean isCongested(int factor) {
        return listener.sink().pendingBytes() > settings.listenerQueueBytes() * factor;
    }

    private void deliverAlone(StreamPacket packet) {
        MediaKind kind = packet.kind();
        if (packet.sequence() <= joinedAt) {
            // It waited to be sent while this listener joined, and was among the pictures in progress.
            return;
        }
        if (paused || (listener.wanted() & kind.bit()) == 0) {
            miss(kind);
        } else if (packet.role() != Role.HEADER && mustDrop(packet)) {
            miss(kind);
            meters[kind.index()].lost(clock.epochMs());
            counters.dropped(kind);
            if (kind == MediaKind.VIDEO) {
                listener.state().frameSkipped();
            }
        } else {
            send(packet);
        }
    }

    private void miss(MediaKind kind) {
        opened &= ~kind.bit();
        if (kind == MediaKind.VIDEO) {
            awaitingKeyFrame = true;
        }
    }

    private boolean mustDrop(StreamPacket packet) {
        return switch (packet.kind()) {
            case VIDEO -> (awaitingKeyFrame && packet.role() != Role.KEY_FRAME) || isCongested(1);
            case AUDIO -> isCongested(2);
            case DATA -> false;
        };
    }

    private void send(StreamPacket packet) {
        MediaSink sink = listener.sink();
        WireForm form = sink.form();
        if (!started && packet.role() == Role.HEADER && form.isContainer()) {
            return;
        }
        ByteBuf out = form.allocate(packet.packet().size() + 64);
        if (soughtMs >= 0) {
            baseMs = packet.timeMs() - soughtMs;
            soughtMs = -1;
        } else if (baseMs == JoinBurst.NO_BASE) {
            baseMs = packet.timeMs();
        }
        if (!started) {
            start(packet, out);
        }
        prepare(packet, out);
        if ((opened & packet.kind().bit()) == 0) {
            form.writeFirst(packet, baseMs, out);
        } else {
            form.writeNext(packet, out);
        }
        opened |= packet.kind().bit();
        if (packet.role() == Role.KEY_FRAME) {
            awaitingKeyFrame = false;
        }
        meters[packet.kind().index()].passed(packet.packet().size(), clock.epochMs());
        write(sink, out);
    }

    /** A container begins with the first frame, when its codecs are known; a stream of messages at once. */
    private void start(StreamPacket packet, ByteBuf out) {
        started = true;
        WireForm form = listener.sink().form();
        form.writeStart(packet.headers(), out);
        if (form.isContainer()) {
            JoinBurst.writeHeaders(form, packet.headers(), packet.timeMs(), baseMs, out);
        }
    }

    /** Writes what this packet needs before it: its codec's configuration after a seek, a sound before any picture. */
    private void prepare(StreamPacket packet, ByteBuf out) {
        WireForm form = listener.sink().form();
        MediaKind kind = packet.kind();
        MediaPacket header = packet.headers().of(kind);
        if ((unheaded & kind.bit()) != 0 && header != null && packet.role() != Role.HEADER) {
            form.writeFirst(StreamPacket.header(header, packet.timeMs(), packet.headers()), baseMs, out);
        }
        unheaded &= ~kind.bit();
        boolean picture = packet.role() == Role.KEY_FRAME;
        if (picture && !heard && form.picturesWaitForSound()) {
            form.writeFirst(StreamPacket.silence(packet.timeMs(), packet.headers()), baseMs, out);
        }
        heard |= picture || kind == MediaKind.AUDIO;
    }

    private static void write(MediaSink sink, ByteBuf out) {
        if (out.isReadable()) {
            sink.write(out);
        } else {
            out.release();
        }
    }

    private void count(List<StreamPacket> packets, long epochMs) {
        for (StreamPacket packet : packets) {
            meters[packet.kind().index()].passed(packet.packet().size(), epochMs);
        }
    }

    private void desynchronise() {
        opened = 0;
        awaitingKeyFrame = true;
    }

    private void checkSlow(long epochMs) {
        if (!isCongested(1)) {
            slowSinceMs = -1;
        } else if (slowSinceMs < 0) {
            slowSinceMs = epochMs;
        } else if (epochMs - slowSinceMs > settings.slowListenerMs()) {
            String name = listener.stream().name();
            LOG.warn(
                    "{} is too slow for {}: {} bytes queued for over {} ms, closed",
                    listener.client().address(),
                    name,
                    listener.sink().pendingBytes(),
                    settings.slowListenerMs());
            closed = true;
            counters.slowListenerClosed();
            listener.sink().onEvent(new StreamEvent.Closed(name, "too slow"));
        }
    }
}
