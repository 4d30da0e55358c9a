package io.monaserver.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that the scripts of a node keep, in memory. Its first level are the values of the root application, in which
 * those of its children lie as tables named like them, and so on. Belongs to one thread.
 *
 * <p>Bounded: beyond {@code maxBytes} of names, texts and what an entry takes beside them, new values are refused.
 */
public final class DataTree {

    private static final Logger LOG = LoggerFactory.getLogger(DataTree.class);

    /** About what an entry takes in memory beside its name and its text. */
    private static final int ENTRY_BYTES = 160;

    private final DataStore store;
    private final long maxBytes;
    private final DataTable root = new DataTable(this);
    private long bytes;
    private long lastId;
    private DataWatcher watcher = DataWatcher.NONE;

    private DataTree(DataStore store, long maxBytes) {
        this.store = store;
        this.maxBytes = maxBytes;
    }

    /**
     * The tree as the store has it.
     *
     * @throws DataStoreException if it cannot be read
     */
    public static DataTree load(DataStore store, long maxBytes) {
        DataTree tree = new DataTree(store, maxBytes);
        Map<Long, DataTable> tables = new HashMap<>();
        tables.put(0L, tree.root);
        store.load(entry -> tree.restore(entry, tables));
        return tree;
    }

    /** The values of the root application. */
    public DataTable root() {
        return root;
    }

    /** The values of the application with this path; nothing is kept until the first of them is set. */
    public DataTable application(String path) {
        DataTable table = root;
        for (String name : path.split("/")) {
            if (!name.isEmpty()) {
                table = table.application(DataText.of(name));
            }
        }
        return table;
    }

    /** Somebody wants to know what is changed from now on. */
    public void watch(DataWatcher newcomer) {
        watcher = newcomer;
    }

    /**
     * Makes an entry what it is on another server, and what it lies in tables; the watcher is not told.
     *
     * @param value a text or a flag, which takes the place of whatever is there; null for nothing
     */
    public DataTable.Outcome adopt(List<DataText> path, @Nullable DataValue value) {
        return unwatched(() -> {
            DataText name = path.get(path.size() - 1);
            DataTable table = value == null ? find(above(path)) : make(above(path));
            if (table == null) {
                return value == null ? DataTable.Outcome.KEPT : DataTable.Outcome.FULL;
            }
            if (value == null || table.get(name) instanceof DataTable) {
                table.remove(name);
            }
            return value == null ? DataTable.Outcome.KEPT : table.put(name, value);
        });
    }

    /** Makes an entry, and what it lies in, a table as it is on another server; false if it is one already. */
    public boolean adoptTable(List<DataText> path) {
        return find(path) == null && unwatched(() -> make(path) != null);
    }

    private <T> T unwatched(Supplier<T> change) {
        DataWatcher watching = watcher;
        watcher = DataWatcher.NONE;
        try {
            return change.get();
        } finally {
            watcher = watching;
        }
    }

    private static List<DataText> above(List<DataText> path) {
        return path.subList(0, path.size() - 1);
    }

    private @Nullable DataTable find(List<DataText> path) {
        DataTable table = root;
        for (DataText name : path) {
            if (!(table.get(name) instanceof DataTable inner)) {
                return null;
            }
            table = inner;
        }
        return table;
    }

    private @Nullable DataTable make(List<DataText> path) {
        DataTable table = root;
        for (DataText name : path) {
            table.putTable(name);
            if (!(table.get(name) instanceof DataTable inner)) {
                return null;
            }
            table = inner;
        }
        return table;
    }

    private void restore(DataRecord entry, Map<Long, DataTable> tables) {
        lastId = Math.max(lastId, entry.id());
        DataTable parent = tables.get(entry.parent());
        if (parent == null) {
            LOG.error("data: entry '{}' lies in none that is kept (expected: entry {})", entry.name(), entry.parent());
            return;
        }
        DataValue value = entry.value();
        if (value == null) {
            tables.put(entry.id(), parent.restoreTable(entry));
        } else {
            parent.restoreValue(entry, value);
        }
        bytes += cost(entry.name(), value);
    }

    boolean hasRoom(DataText name, DataValue value) {
        return bytes + cost(name, value) <= maxBytes;
    }

    long nextId() {
        return ++lastId;
    }

    void changed(DataTable table, DataText name, @Nullable DataValue value) {
        if (watcher != DataWatcher.NONE) {
            List<DataText> path = table.place();
            path.add(name);
            watcher.changed(path, value);
        }
    }

    void put(DataRecord entry) {
        store.put(entry);
    }

    void remove(long id) {
        store.remove(id);
    }

    /** An entry came, or its value took the place of another one's. */
    void added(DataText name, DataValue value) {
        bytes += cost(name, value);
    }

    void removed(DataText name, DataValue value) {
        bytes -= cost(name, value);
    }

    private static long cost(DataText name, @Nullable DataValue value) {
        int text = value instanceof DataText content ? content.bytes().length : 0;
        return ENTRY_BYTES + name.bytes().length + (long) text;
    }
}
