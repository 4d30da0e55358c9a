package io.monaserver.app;

import io.monaserver.config.ServerConfig;
import io.monaserver.data.DataStoreException;
import io.monaserver.data.DataTree;
import io.monaserver.data.lmdb.LmdbStore;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What scripts keep: read while other parts start, and written to the end before the process does. */
final class DataPart implements AutoCloseable {

    /** A database takes more than its content: names, ids, and room for the next batch. */
    private static final int DATABASE_FACTOR = 4;

    /** A moment stands under the whole path of its entry, and removed entries have one too. */
    private static final int MOMENTS_FACTOR = 2;

    private static final long DATABASE_MIN_BYTES = 64 << 20;

    private final LmdbStore store;
    private final CompletableFuture<DataTree> tree;
    private final @Nullable LmdbStore momentsStore;
    private final @Nullable CompletableFuture<DataTree> moments;

    DataPart(ServerConfig config, Metrics metrics) {
        long maxBytes = config.data().maxBytes();
        store = new LmdbStore(
                config.application().data(), config.data().delay(), DATABASE_MIN_BYTES + DATABASE_FACTOR * maxBytes);
        metrics.watch(Meter.DATA_WAITING, "", store::waiting);
        tree = load(store, maxBytes);
        momentsStore = config.share().data() && config.servers().isEnabled() ? momentsStore(config) : null;
        moments = momentsStore == null ? null : load(momentsStore, MOMENTS_FACTOR * maxBytes);
    }

    /** Beside the database itself, which must be as it is where nothing is shared. */
    private static LmdbStore momentsStore(ServerConfig config) {
        Path data = config.application().data().toAbsolutePath();
        return new LmdbStore(
                data.resolveSibling(data.getFileName() + ".shared"),
                config.data().delay(),
                DATABASE_MIN_BYTES
                        + DATABASE_FACTOR * MOMENTS_FACTOR * config.data().maxBytes());
    }

    private static CompletableFuture<DataTree> load(LmdbStore store, long maxBytes) {
        return CompletableFuture.supplyAsync(() -> DataTree.load(store, maxBytes));
    }

    /** Waits until all is read. */
    DataTree awaitLoaded() throws IOException {
        return await(tree);
    }

    /** When the values were written; null where they are not shared. */
    @Nullable
    DataTree awaitMoments() throws IOException {
        return moments == null ? null : await(moments);
    }

    private static DataTree await(CompletableFuture<DataTree> loading) throws IOException {
        try {
            return loading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DataStoreException unreadable) {
                throw new IOException(unreadable.getMessage(), unreadable);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        store.close();
        if (momentsStore != null) {
            momentsStore.close();
        }
    }
}
