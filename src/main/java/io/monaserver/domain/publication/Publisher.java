package io.monaserver.domain.publication;

import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.Stream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The claim on a name, and the way in for its packets. Belongs to whoever published: all methods are called on one
 * thread, the connection's loop or the script lane.
 */
public final class Publisher {

    private final StreamState stream;
    private final PublicationRegistry registry;
    private final PublisherPeer peer;
    private final Claimant by;
    private final long stampMs;
    private final AtomicLong underWay = new AtomicLong();
    private List<MediaPacket> packets = new ArrayList<>();
    private boolean released;
    private @Nullable Recorder recorder;

    Publisher(StreamState stream, PublicationRegistry registry, PublisherPeer peer, Claimant by) {
        this.stream = stream;
        this.registry = registry;
        this.peer = peer;
        this.by = by;
        this.stampMs = registry.clock().epochMs();
    }

    /** The publication. */
    public Stream stream() {
        return stream;
    }

    /** Writes all that follows to a file, too. To be called before {@link #start}. */
    public void record(Path file, RecordMode mode) {
        recorder = registry.recordings().orElseThrow().start(file, mode, peer);
    }

    /** Begins to publish: listeners are told, media may follow. */
    public void start() {
        registry.start(this);
    }

    /**
     * Adds a packet; it goes out with {@link #flush}.
     *
     * @return false once more bytes are under way than the publisher's credit: stop reading until {@link
     *     PublisherPeer#onCredit}
     */
    public boolean push(MediaPacket packet) {
        packets.add(packet);
        return underWay.addAndGet(packet.size()) < registry.settings().publisherCreditBytes();
    }

    /** Delivers what was pushed. */
    public void flush() {
        if (packets.isEmpty() || released) {
            return;
        }
        stream.actor().tell(new Publication.Push(this, packets));
        packets = new ArrayList<>();
    }

    /**
     * Tells that packets got lost on their way here, after those that were pushed.
     *
     * @param kind what they were, as far as that can be told from those before them
     */
    public void lost(MediaKind kind) {
        flush();
        stream.actor().tell(new Publication.Lost(this, kind));
    }

    /** Replaces the metadata, null clears it. In order with the packets pushed before. */
    public void setMetadata(@Nullable MediaPacket metadata) {
        flush();
        stream.setMetadata(metadata);
    }

    /** Ends the publication and gives the name back. Once or more. */
    public void release() {
        if (released) {
            return;
        }
        flush();
        released = true;
        registry.releaseClaim(this);
    }

    StreamState state() {
        return stream;
    }

    Claimant by() {
        return by;
    }

    long stampMs() {
        return stampMs;
    }

    @Nullable
    Recorder recorder() {
        return recorder;
    }

    void endRecording() {
        if (recorder != null) {
            recorder.close();
        }
    }

    PublisherPeer peer() {
        return peer;
    }

    void processed(long bytes) {
        long credit = registry.settings().publisherCreditBytes();
        long left = underWay.addAndGet(-bytes);
        if (left < credit && left + bytes >= credit) {
            peer.onCredit();
        }
    }
}
