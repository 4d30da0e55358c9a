package io.monaserver.domain.publication;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The publications of a node that are written to files: {@code NAME.flv} in the folder of the publisher's application.
 * One writer a file: who comes later waits until the file is complete. Safe on any thread.
 */
public final class Recordings {

    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);
    private static final int MAX_NAME = 200;

    private final ActorSystem<?> system;
    private final Path www;
    private final Set<Recorder> running = ConcurrentHashMap.newKeySet();
    private final Map<Path, CompletableFuture<Void>> files = new ConcurrentHashMap<>();

    /** Recordings below the folder of all applications. */
    public Recordings(ActorSystem<?> system, Path www) {
        this.system = system;
        this.www = www.toAbsolutePath().normalize();
    }

    /**
     * The file of a publication; nothing for a name that leaves the application's folder or means something to a file
     * system. Folders in the name are allowed, and must be there.
     */
    public Optional<Path> file(String application, String name) {
        boolean isPlain = !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.chars().noneMatch(character -> character < ' ' || "\\:*?\"<>|".indexOf(character) >= 0);
        if (!isPlain) {
            return Optional.empty();
        }
        for (String part : name.split("/", -1)) {
            if (part.isBlank() || part.startsWith(".")) {
                return Optional.empty();
            }
        }
        try {
            Path folder = www.resolve(application.startsWith("/") ? application.substring(1) : application);
            return Optional.of(folder.resolve(name + ".flv"));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Completes all files, those of publications that still run too. Waits at most this long. */
    public void finish(Duration limit) {
        running.forEach(Recorder::close);
        CompletableFuture<?> all = CompletableFuture.allOf(files.values().toArray(CompletableFuture[]::new));
        try {
            all.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("{} recordings are not complete", files.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins to write; the peer is told how it goes. */
    Recorder start(Path path, RecordMode mode, PublisherPeer peer) {
        CompletableFuture<Void> complete = new CompletableFuture<>();
        CompletableFuture<Void> before = files.put(path, complete);
        Recorder recorder = new Recorder(this, path, mode, peer);
        running.add(recorder);
        recorder.run(system, before == null ? CompletableFuture.completedFuture(null) : before)
                .whenComplete((done, failure) -> {
                    running.remove(recorder);
                    files.remove(path, complete);
                    complete.complete(null);
                });
        return recorder;
    }

    /** The file, whose folder is where it seems to be: a link in it does not lead out. */
    RecordingFile open(Path path, RecordMode mode) throws IOException {
        Path folder = path.getParent();
        if (folder == null || !folder.toRealPath().startsWith(www.toRealPath())) {
            throw new IOException(path + " leaves the folder of its application");
        }
        return RecordingFile.open(path, mode);
    }
}
