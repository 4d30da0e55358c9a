package io.monaserver.domain.publication;

import io.monaserver.domain.StreamPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one publication to a file: a stream from the publication's thread, which offers packets and never waits, to a
 * thread that may wait for the disk. Beyond a bound of what waits packets are left out up to the next key frame. A file
 * that cannot be written ends the recording, not the publication.
 */
final class Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    /** Most batches that wait, and most bytes of them: some seconds of a disk that does not answer. */
    private static final int MOST_BATCHES = 4096;

    private static final long MOST_BYTES = 64 << 20;

    /** What is taken at once; a gap is what could not be taken before it. */
    private record Batch(List<StreamPacket> packets, long bytes, boolean followsGap) {}

    private final Recordings recordings;
    private final Path path;
    private final RecordMode mode;
    private final PublisherPeer peer;
    private final AtomicLong waiting = new AtomicLong();
    private @Nullable BoundedSourceQueue<Batch> queue;
    private @Nullable RecordingFile file;
    private boolean gap;

    Recorder(Recordings recordings, Path path, RecordMode mode, PublisherPeer peer) {
        this.recordings = recordings;
        this.path = path;
        this.mode = mode;
        this.peer = peer;
    }

    /** Begins when the file's last writer is done; completes when the file is. */
    CompletionStage<Done> run(ActorSystem<?> system, CompletionStage<Void> before) {
        Executor disk = system.dispatchers().lookup(DispatcherSelector.blocking());
        var materialized = Source.<Batch>queue(MOST_BATCHES)
                .mapAsync(1, batch -> opened(before, disk).thenApplyAsync(open -> write(open, batch), disk))
                .toMat(Sink.ignore(), Keep.both())
                .run(system);
        queue = materialized.first();
        offer(new Batch(List.of(), 0, false));
        return materialized.second().handleAsync(this::complete, disk);
    }

    /** Takes packets, on the publication's thread. */
    void write(List<StreamPacket> packets) {
        long bytes = 0;
        for (StreamPacket packet : packets) {
            bytes += packet.packet().size();
        }
        if (waiting.get() + bytes > MOST_BYTES || !offer(new Batch(packets, bytes, gap))) {
            if (!gap) {
                LOG.warn("{}: the disk is too slow, packets are left out", path);
            }
            gap = true;
        } else {
            gap = false;
        }
    }

    /** No more packets come. Once or more, on any thread. */
    void close() {
        BoundedSourceQueue<Batch> open = queue;
        if (open != null && !open.isCompleted()) {
            open.complete();
        }
    }

    private boolean offer(Batch batch) {
        BoundedSourceQueue<Batch> open = queue;
        if (open == null || open.isCompleted()) {
            return true;
        }
        boolean taken = open.offer(batch).isEnqueued();
        if (taken) {
            waiting.addAndGet(batch.bytes());
        }
        return taken;
    }

    private CompletionStage<RecordingFile> opened(CompletionStage<Void> before, Executor disk) {
        return before.thenApplyAsync(done -> open(), disk);
    }

    private RecordingFile open() {
        RecordingFile known = file;
        if (known != null) {
            return known;
        }
        try {
            RecordingFile begun = recordings.open(path, mode);
            file = begun;
            LOG.info("{}: recording", path);
            peer.onRecordStarted();
            return begun;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Done write(RecordingFile open, Batch batch) {
        try {
            if (batch.followsGap()) {
                open.onGap();
            }
            open.write(batch.packets());
            waiting.addAndGet(-batch.bytes());
            return Done.getInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Done complete(@Nullable Done done, @Nullable Throwable failure) {
        if (failure != null) {
            String text = reason(failure);
            LOG.error("{}: recording failed: {}", path, text);
            peer.onRecordFailed(text);
        }
        try (RecordingFile open = file) {
            if (open != null) {
                LOG.info("{}: recorded", path);
            }
        } catch (IOException e) {
            LOG.error("{}: duration and key frames are not written: {}", path, e.getMessage());
        }
        return Done.getInstance();
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        boolean isMissing = cause instanceof NoSuchFileException;
        String text = String.valueOf(cause.getMessage());
        return isMissing ? "no such folder" : text;
    }
}
