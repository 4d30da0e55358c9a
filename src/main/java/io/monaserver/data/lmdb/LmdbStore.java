package io.monaserver.data.lmdb;

import io.monaserver.data.DataRecord;
import io.monaserver.data.DataStore;
import io.monaserver.data.DataStoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Meta;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tree in LMDB, behind its writers by a bounded time: changes gather for half the window and are written as
 * one transaction by one thread, in which only the last change of an entry counts. A batch that cannot be written, on a
 * full disk, is reported once, waits with what follows, and is tried again every second; what was written before stays.
 *
 * <p>Safe on any thread. Nothing is opened before there is something to read or to write.
 */
public final class LmdbStore implements DataStore {

    private static final Logger LOG = LoggerFactory.getLogger(LmdbStore.class);
    private static final long RETRY_MS = 1000;
    private static final long WARM_UP_MS = 5000;
    private static final long CLOSE_LIMIT_S = 30;

    /** A database is worth compacting at start beyond this many times its content. */
    private static final int WASTEFUL = 2;

    private static final long SMALL_BYTES = 1 << 20;

    private final Path folder;
    private final long gatherMs;
    private final long maxBytes;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "data");
        thread.setDaemon(true);
        return thread;
    });

    private Map<Long, @Nullable DataRecord> changes = new HashMap<>();
    private boolean scheduled;
    private volatile boolean failing;
    private @Nullable LmdbFile file;

    /**
     * A store in this folder.
     *
     * @param window within which a change is on disk, if the disk takes it
     * @param maxBytes the most that the database may grow to
     */
    public LmdbStore(Path folder, Duration window, long maxBytes) {
        this.folder = folder;
        this.gatherMs = window.toMillis() / 2;
        this.maxBytes = maxBytes;
    }

    @Override
    public void load(Consumer<DataRecord> reader) {
        if (!LmdbFile.exists(folder)) {
            // The native library takes longer to load than a change may wait.
            writer.schedule(Meta::version, WARM_UP_MS, TimeUnit.MILLISECONDS);
            return;
        }
        try {
            LmdbFile opened = open();
            long content = opened.read(reader);
            if (opened.size() > SMALL_BYTES && opened.size() > WASTEFUL * content) {
                opened.compact();
            }
        } catch (IOException | LmdbException e) {
            throw new DataStoreException(
                    folder + ": " + e.getMessage() + " (expected: a data folder of this server)", e);
        }
    }

    @Override
    public void put(DataRecord entry) {
        change(entry.id(), entry);
    }

    @Override
    public void remove(long id) {
        change(id, null);
    }

    @Override
    public void close() {
        try {
            writer.submit(this::write).get(CLOSE_LIMIT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("data: not all written after {} s", CLOSE_LIMIT_S, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.shutdownNow();
        int lost = take().size();
        if (lost > 0) {
            LOG.error("data: {} changes are lost", lost);
        }
        closeFile();
    }

    /** Whether the last attempt to write did not succeed. */
    public boolean isFailing() {
        return failing;
    }

    /** Number of changes that are not on disk yet, but for a batch that is just being written. */
    public synchronized int waiting() {
        return changes.size();
    }

    private synchronized void change(long id, @Nullable DataRecord entry) {
        changes.put(id, entry);
        if (!scheduled) {
            scheduled = true;
            schedule(gatherMs);
        }
    }

    private synchronized Map<Long, @Nullable DataRecord> take() {
        Map<Long, @Nullable DataRecord> taken = changes;
        changes = new HashMap<>();
        scheduled = false;
        return taken;
    }

    /** Changes that could not be written; those made since then count more. */
    private synchronized void giveBack(Map<Long, @Nullable DataRecord> batch) {
        batch.forEach((id, entry) -> {
            if (!changes.containsKey(id)) {
                changes.put(id, entry);
            }
        });
        scheduled = true;
        schedule(RETRY_MS);
    }

    private void schedule(long delayMs) {
        if (!writer.isShutdown()) {
            writer.schedule(this::write, delayMs, TimeUnit.MILLISECONDS);
        }
    }

    private void write() {
        Map<Long, @Nullable DataRecord> batch = take();
        if (batch.isEmpty()) {
            return;
        }
        try {
            open().write(new TreeMap<>(batch));
            if (failing) {
                failing = false;
                LOG.info("data: written again");
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            report(batch.size(), e);
            closeFile();
            giveBack(batch);
        }
    }

    private void report(int count, Throwable cause) {
        if (!failing) {
            failing = true;
            LOG.error(
                    "data: cannot be written to {}: {} ({} changes wait, tried again every second; all before is kept)",
                    folder,
                    cause.getMessage(),
                    count);
        }
    }

    private LmdbFile open() throws IOException {
        LmdbFile opened = file;
        if (opened == null) {
            opened = LmdbFile.open(folder, maxBytes);
            file = opened;
        }
        return opened;
    }

    /** After a failure: LMDB may have called the environment broken, and a new one is not. */
    private void closeFile() {
        LmdbFile opened = file;
        file = null;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException | RuntimeException e) {
                LOG.warn("data: {} did not close: {}", folder, e.getMessage());
            }
        }
    }
}
