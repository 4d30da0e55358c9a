package io.monaserver.domain.publication;

import io.monaserver.codec.media.VideoTag;
import io.monaserver.common.Clock;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.StreamTap;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * One named stream: a publisher at a time, any number of listeners, which stay when the publisher goes and resume when
 * one returns. Its state is touched only by this actor; {@link StreamState} is what others read.
 */
final class Publication extends AbstractBehavior<Publication.Command> {

    sealed interface Command {}

    record Start(Publisher publisher) implements Command {}

    record Stop(Publisher publisher) implements Command {}

    record Push(Publisher publisher, List<MediaPacket> packets) implements Command {}

    record Lost(Publisher publisher, MediaKind kind) implements Command {}

    record SetMetadata(@Nullable MediaPacket metadata) implements Command {}

    record AddListener(Listener listener) implements Command {}

    record RemoveListener(Listener listener) implements Command {}

    record SetTap(int kinds, StreamTap tap) implements Command {}

    record ClosePublisher(String code, String description) implements Command {}

    enum End implements Command {
        INSTANCE
    }

    private final StreamState stream;
    private final Clock clock;
    private final MediaCounters counters;
    private final Sequencer sequencer = new Sequencer();
    private final GopCache cache;
    private final FanOut fanOut;
    private @Nullable Publisher publisher;
    private @Nullable StreamTap tap;
    private int tapKinds;
    private int listeners;
    private boolean broken;

    static Behavior<Command> create(StreamState stream, PublicationRegistry registry) {
        return Behaviors.setup(context -> new Publication(context, stream, registry));
    }

    private Publication(ActorContext<Command> context, StreamState stream, PublicationRegistry registry) {
        super(context);
        this.stream = stream;
        this.clock = registry.clock();
        this.counters = registry.counters();
        this.cache = new GopCache(registry.settings().gopCacheBytes());
        this.fanOut = new FanOut(clock);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Push.class, this::onPush)
                .onMessage(AddListener.class, this::onAddListener)
                .onMessage(RemoveListener.class, this::onRemoveListener)
                .onMessage(Start.class, this::onStart)
                .onMessage(Lost.class, this::onLost)
                .onMessage(Stop.class, this::onStop)
                .onMessage(SetMetadata.class, this::onSetMetadata)
                .onMessage(SetTap.class, this::onSetTap)
                .onMessage(ClosePublisher.class, this::onClosePublisher)
                .onMessage(End.class, end -> Behaviors.stopped())
                .onSignal(PostStop.class, signal -> onPostStop())
                .build();
    }

    private Behavior<Command> onStart(Start start) {
        publisher = start.publisher();
        broken = false;
        sequencer.restart(publisher.by() == Claimant.RELAY);
        stream.metadata(null);
        cache.clear();
        fanOut.restart();
        fanOut.tell(new StreamEvent.Published(stream.name()));
        return this;
    }

    private Behavior<Command> onStop(Stop stop) {
        stop.publisher().endRecording();
        if (publisher == stop.publisher()) {
            publisher = null;
            fanOut.sendWaiting();
            cache.clear();
            fanOut.tell(new StreamEvent.Unpublished(stream.name()));
        }
        return this;
    }

    private Behavior<Command> onPush(Push push) {
        long bytes = 0;
        long epochMs = clock.epochMs();
        List<StreamPacket> placed = new ArrayList<>(push.packets().size());
        for (MediaPacket packet : push.packets()) {
            bytes += packet.size();
            if (publisher == push.publisher() && isWhole(packet)) {
                placed.add(place(packet, epochMs));
            }
        }
        push.publisher().processed(bytes);
        if (!placed.isEmpty()) {
            stream.lastTime(sequencer.lastTimeMs());
            fanOut.push(placed, epochMs);
            record(placed);
            flushTap();
        }
        return this;
    }

    /** After a loss pictures mean nothing until one that needs no other (CHECKLIST 24.20). */
    private boolean isWhole(MediaPacket packet) {
        if (!broken || packet.kind() != MediaKind.VIDEO) {
            return true;
        }
        VideoTag.Kind kind = VideoTag.kind(packet.payload());
        broken = kind != VideoTag.Kind.KEY_FRAME;
        if (kind == VideoTag.Kind.INTER_FRAME) {
            stream.frameDropped();
            return false;
        }
        return true;
    }

    private Behavior<Command> onLost(Lost lost) {
        if (publisher == lost.publisher()) {
            stream.meter(lost.kind()).lost(clock.epochMs());
            if (lost.kind() == MediaKind.VIDEO) {
                broken = true;
                stream.frameDropped();
            }
        }
        return this;
    }

    private StreamPacket place(MediaPacket packet, long epochMs) {
        StreamPacket placed = sequencer.next(packet);
        cache.add(placed);
        stream.meter(packet.kind()).passed(packet.size(), epochMs);
        counters.received(packet.kind());
        if (tap != null && (tapKinds & packet.kind().bit()) != 0) {
            tap.onPacket(packet);
        }
        return placed;
    }

    private Behavior<Command> onSetMetadata(SetMetadata command) {
        MediaPacket metadata = command.metadata();
        stream.metadata(metadata);
        if (metadata == null) {
            sequencer.clearMetadata();
            fanOut.forgetBursts();
            fanOut.tell(new StreamEvent.MetadataCleared(stream.name()));
        } else {
            List<StreamPacket> placed = List.of(sequencer.nextMetadata(metadata));
            fanOut.push(placed, clock.epochMs());
            record(placed);
        }
        if (tap != null) {
            tap.onMetadata();
        }
        return this;
    }

    private Behavior<Command> onAddListener(AddListener command) {
        Listener listener = command.listener();
        stream.listenerCount(++listeners);
        if (publisher != null) {
            listener.sink().loop().execute(() -> listener.tell(new StreamEvent.Published(stream.name())));
        }
        fanOut.add(listener, sequencer.headers(), cache);
        return this;
    }

    private Behavior<Command> onRemoveListener(RemoveListener command) {
        stream.listenerCount(--listeners);
        fanOut.remove(command.listener());
        return this;
    }

    private Behavior<Command> onSetTap(SetTap command) {
        tap = command.kinds() == 0 ? null : command.tap();
        tapKinds = command.kinds();
        return this;
    }

    private Behavior<Command> onClosePublisher(ClosePublisher command) {
        if (publisher != null) {
            publisher.peer().onClose(command.code(), command.description());
        }
        return this;
    }

    private Behavior<Command> onPostStop() {
        stream.running(false);
        if (publisher != null) {
            publisher.endRecording();
        }
        fanOut.tell(new StreamEvent.Closed(stream.name(), "publication ended"));
        fanOut.close();
        return this;
    }

    private void record(List<StreamPacket> packets) {
        Recorder recorder = publisher == null ? null : publisher.recorder();
        if (recorder != null) {
            recorder.write(packets);
        }
    }

    private void flushTap() {
        if (tap != null) {
            tap.onFlush();
        }
    }
}
