package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.data.DataTable;
import io.monaserver.data.DataText;
import io.monaserver.data.DataTree;
import io.monaserver.data.DataValue;
import io.monaserver.data.DataWatcher;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the data tree what the known writes say. The tree follows from the writes alone, so nodes with the same writes
 * have the same tree, in whatever order they came:
 *
 * <ul>
 *   <li>an entry whose last write is a text or a flag is that, and hides what others may have put below it
 *   <li>an entry is a table if its last write says so, or if something lies in it
 *   <li>all else is not there
 * </ul>
 *
 * <p>Belongs to the tree's thread.
 */
final class DataMirror implements DataWatcher {

    /** The most that an entry's name and value may take; a message between nodes must hold it. */
    static final int MAX_ENTRY_BYTES = 192 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(DataMirror.class);

    private final DataTree tree;
    private final DataWrites writes;
    private final Consumer<Map<String, Write>> told;

    /**
     * Begins with what is in the tree, which is older than any write whose moment is not known.
     *
     * @param told what this node writes
     */
    DataMirror(DataTree tree, DataWrites writes, Moments moments, Consumer<Map<String, Write>> told) {
        this.tree = tree;
        this.writes = writes;
        this.told = told;
        Map<String, Write> known = new HashMap<>();
        moments.forEach((key, write) -> {
            if (write.value() == null) {
                writes.restore(key, write);
            } else {
                known.put(key, write);
            }
        });
        restore("", tree.root(), known);
        tree.watch(this);
    }

    private void restore(String prefix, DataTable table, Map<String, Write> known) {
        table.forEach((name, value) -> {
            String key = prefix + DataKeys.key(List.of(name));
            Write write = known.get(key);
            // A table that was removed is there for what lies in it.
            boolean isRemoved = value instanceof DataTable && writes.knows(key);
            if (!isRemoved) {
                long stampMs = write == null ? 0 : write.stampMs();
                writes.restore(key, new Write(stampMs, write == null ? "" : write.by(), DataKeys.text(value)));
            }
            if (value instanceof DataTable inner) {
                restore(DataKeys.firstBelow(key), inner, known);
            }
        });
    }

    /** A script has written. What it saw as a table is one from now on, whatever others do at the same time. */
    @Override
    public void changed(List<DataText> path, @Nullable DataValue value) {
        String key = DataKeys.key(path);
        String text = DataKeys.text(value);
        if (DataWrites.size(key, text) > MAX_ENTRY_BYTES) {
            LOG.error(
                    "data: {}: not shared: {} bytes (expected: at most {})",
                    path,
                    DataWrites.size(key, text),
                    MAX_ENTRY_BYTES);
            return;
        }
        Map<String, Write> made = new LinkedHashMap<>();
        for (String above : DataKeys.above(key)) {
            if (!DataKeys.TABLE.equals(writes.value(above))) {
                made.put(above, writes.write(above, DataKeys.TABLE));
            }
        }
        if (!DataKeys.TABLE.equals(text)) {
            writes.keysBelow(key).forEach(below -> made.put(below, writes.write(below, null)));
        }
        made.put(key, writes.write(key, text));
        told.accept(made);
    }

    /** Other nodes have written. */
    void accept(Map<String, Write> others) {
        TreeSet<String> newer = new TreeSet<>();
        others.forEach((key, write) -> {
            if (DataKeys.isValid(key, write.value()) && writes.accept(key, write)) {
                newer.add(key);
            }
        });
        newer.forEach(this::show);
    }

    private void show(String key) {
        if (isHidden(key)) {
            return;
        }
        String text = writes.value(key);
        if (text != null && DataKeys.isPlain(text)) {
            adopt(key, DataKeys.plain(text));
        } else if (text != null || writes.hasBelow(key)) {
            if (tree.adoptTable(DataKeys.path(key))) {
                writes.keysBelow(key).forEach(this::show);
            }
        } else {
            adopt(key, null);
            DataKeys.above(key).forEach(this::removeIfEmpty);
        }
    }

    private boolean isHidden(String key) {
        return DataKeys.above(key).stream().anyMatch(above -> DataKeys.isPlain(writes.value(above)));
    }

    private void removeIfEmpty(String key) {
        if (writes.value(key) == null && !writes.hasBelow(key)) {
            adopt(key, null);
        }
    }

    private void adopt(String key, @Nullable DataValue value) {
        DataTable.Outcome outcome = tree.adopt(DataKeys.path(key), value);
        if (outcome != DataTable.Outcome.KEPT) {
            LOG.error("data: {}: not taken over from another server: {}", DataKeys.path(key), outcome);
        }
    }
}
