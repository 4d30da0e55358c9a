package io.monaserver.domain.publication;

import io.monaserver.common.Clock;
import io.monaserver.domain.Loop;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.QualityOfService;
import io.monaserver.domain.Stream;
import io.monaserver.domain.StreamTap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What others read of a publication, written by its actor; and its place in the registry, which {@link
 * PublicationRegistry} alone touches.
 */
final class StreamState implements Stream {

    private final String name;
    private final QosMeter[] meters;
    private final LongAdder skipped = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Loop loop;
    private @Nullable ActorRef<Publication.Command> actor;
    private volatile boolean running;
    private volatile long lastTimeMs;
    private volatile int listenerCount;
    private volatile @Nullable MediaPacket metadata;

    /** Guarded by the registry's entry for the name. */
    int users;

    /** Who publishes. Guarded by the registry's entry for the name. */
    @Nullable
    Publisher claim;

    /** Number of listeners that were let in. Guarded by the registry's entry for the name. */
    int listening;

    /**
     * A stream that nobody publishes yet.
     *
     * @param loop on whose thread its actor runs
     */
    StreamState(String name, Loop loop, Clock clock) {
        this.name = name;
        this.loop = loop;
        this.meters = new QosMeter[] {new QosMeter(clock), new QosMeter(clock), new QosMeter(clock)};
    }

    void bind(ActorRef<Publication.Command> actor) {
        this.actor = actor;
    }

    ActorRef<Publication.Command> actor() {
        if (actor == null) {
            throw new IllegalStateException("publication without an actor: " + name);
        }
        return actor;
    }

    Loop loop() {
        return loop;
    }

    void running(boolean running) {
        this.running = running;
    }

    void lastTime(long milliseconds) {
        lastTimeMs = milliseconds;
    }

    void listenerCount(int count) {
        listenerCount = count;
    }

    void metadata(@Nullable MediaPacket metadata) {
        this.metadata = metadata;
    }

    QosMeter meter(MediaKind kind) {
        return meters[kind.index()];
    }

    /** A frame was lost on the way from the publisher, or left out because of one that was. */
    void frameDropped() {
        dropped.increment();
    }

    /** A frame was left out for a listener that could not keep up. */
    void frameSkipped() {
        skipped.increment();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public long lastTimeMs() {
        return lastTimeMs;
    }

    @Override
    public long droppedFrames() {
        return dropped.sum();
    }

    @Override
    public long skippedFrames() {
        return skipped.sum();
    }

    @Override
    public int listenerCount() {
        return listenerCount;
    }

    @Override
    public QualityOfService qos(MediaKind kind) {
        return meter(kind);
    }

    @Override
    public @Nullable MediaPacket metadata() {
        return metadata;
    }

    @Override
    public void tap(int kinds, StreamTap tap) {
        actor().tell(new Publication.SetTap(kinds, tap));
    }

    @Override
    public void setMetadata(@Nullable MediaPacket metadata) {
        this.metadata = metadata;
        actor().tell(new Publication.SetMetadata(metadata));
    }

    @Override
    public void close(String code, String description) {
        actor().tell(new Publication.ClosePublisher(code, description));
    }
}
