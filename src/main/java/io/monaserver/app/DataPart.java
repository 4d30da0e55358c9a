package io.monaserver.app;

import io.monaserver.config.ServerConfig;
import io.monaserver.data.DataStoreException;
import io.monaserver.data.DataTree;
import io.monaserver.data.lmdb.LmdbStore;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What scripts keep: read while other parts start, and written to the end before the process does. */
final class DataPart implements AutoCloseable {

    /** A database takes more than its content: names, ids, and room for the next batch. */
    private static final int DATABASE_FACTOR = 4;

    private static final long DATABASE_MIN_BYTES = 64 << 20;

    private final LmdbStore store;
    private final CompletableFuture<DataTree> tree;

    DataPart(ServerConfig config, Metrics metrics) {
        long maxBytes = config.data().maxBytes();
        store = new LmdbStore(
                config.application().data(), config.data().delay(), DATABASE_MIN_BYTES + DATABASE_FACTOR * maxBytes);
        metrics.watch(Meter.DATA_WAITING, "", store::waiting);
        tree = CompletableFuture.supplyAsync(() -> DataTree.load(store, maxBytes));
    }

    /** Waits until all is read. */
    DataTree awaitLoaded() throws IOException {
        try {
            return tree.join();
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
    }
}
