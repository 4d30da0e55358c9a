package io.monaserver.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Named values, in the order in which they came. A table of an application is there before it is kept: the first value
 * set in it makes it an entry of the table above. A table that was removed is empty and takes nothing any more, but for
 * that of an application, which may be filled again.
 */
public final class DataTable implements DataValue {

    /** What came of a wish to keep a value. */
    public enum Outcome {
        /** It is kept. */
        KEPT,
        /** A table has this name; it must be removed first. */
        HOLDS_TABLE,
        /** This table was removed. */
        REMOVED,
        /** This table's own name has a plain value in the table above. */
        NAME_TAKEN,
        /** The tree is as large as it may be. */
        FULL,
        /** Tables lie in each other as deep as they may. */
        TOO_DEEP
    }

    private record Entry(long id, DataValue value) {}

    private static final long NOT_KEPT = -1;

    /** What walks down the tree does so by recursion. */
    private static final int MAX_DEPTH = 200;

    private final DataTree tree;
    private final @Nullable DataTable parent;
    private final DataText name;
    private final int depth;
    private final Map<DataText, Entry> entries = new LinkedHashMap<>();
    private final Map<DataText, DataTable> applications = new HashMap<>(0);
    private long id;
    private int plainValues;
    private @Nullable Object face;

    /** The root. */
    DataTable(DataTree tree) {
        this(tree, null, DataText.of(""), 0);
    }

    private DataTable(DataTree tree, @Nullable DataTable parent, DataText name, long id) {
        this.tree = tree;
        this.parent = parent;
        this.name = name;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.id = id;
    }

    /** The value with this name, or null. */
    public @Nullable DataValue get(DataText name) {
        Entry entry = entries.get(name);
        return entry == null ? null : entry.value();
    }

    /** Number of values that are no tables. */
    public int plainValues() {
        return plainValues;
    }

    /** The names of all values and tables, in order. */
    public List<DataText> names() {
        return new ArrayList<>(entries.keySet());
    }

    /** Gives all values and tables, in order. */
    public void forEach(BiConsumer<DataText, DataValue> visitor) {
        entries.forEach((key, entry) -> visitor.accept(key, entry.value()));
    }

    /** Its names from the root down, for people. */
    public String path() {
        return parent == null ? "data" : parent.path() + "." + name;
    }

    /** Keeps a text or a flag, in place of the one that has this name. */
    public Outcome put(DataText key, DataValue value) {
        if (value instanceof DataTable) {
            throw new IllegalArgumentException("value: a table (expected: a text or a flag)");
        }
        Entry known = entries.get(key);
        if (known != null && known.value() instanceof DataTable) {
            return Outcome.HOLDS_TABLE;
        }
        Outcome outcome = tree.hasRoom(key, value) ? keep() : Outcome.FULL;
        if (outcome == Outcome.KEPT) {
            if (known != null) {
                tree.removed(key, known.value());
            } else {
                plainValues++;
            }
            store(key, known == null ? tree.nextId() : known.id(), value);
        }
        return outcome;
    }

    /** Keeps a table without values under this name; a plain value that has it gives way. */
    public Outcome putTable(DataText key) {
        Entry known = entries.get(key);
        if (known != null && known.value() instanceof DataTable) {
            return Outcome.HOLDS_TABLE;
        }
        if (depth >= MAX_DEPTH) {
            return Outcome.TOO_DEEP;
        }
        Outcome outcome = tree.hasRoom(key, this) ? keep() : Outcome.FULL;
        if (outcome == Outcome.KEPT) {
            remove(key);
            DataTable table = applications.get(key);
            return table == null ? add(new DataTable(tree, this, key, NOT_KEPT)) : add(table);
        }
        return outcome;
    }

    /** Its names from the root down. */
    List<DataText> place() {
        List<DataText> place = parent == null ? new ArrayList<>() : parent.place();
        if (parent != null) {
            place.add(name);
        }
        return place;
    }

    /** Forgets what has this name, a table with all that lies in it. */
    public void remove(DataText key) {
        if (entries.containsKey(key)) {
            forget(key);
            tree.changed(this, key, null);
        }
    }

    private void forget(DataText key) {
        Entry entry = entries.remove(key);
        if (entry == null) {
            return;
        }
        tree.remove(entry.id());
        tree.removed(key, entry.value());
        if (entry.value() instanceof DataTable table) {
            table.drop();
        } else {
            plainValues--;
        }
    }

    /** The one object that shows this table to scripts, or null; it lives as long as the table. */
    public @Nullable Object face() {
        return face;
    }

    /** Sets the object that shows this table. */
    public void face(Object shown) {
        face = shown;
    }

    /** The table of an application below this one's. */
    DataTable application(DataText key) {
        DataTable known = applications.get(key);
        if (known == null) {
            known = get(key) instanceof DataTable kept ? kept : new DataTable(tree, this, key, NOT_KEPT);
            applications.put(key, known);
        }
        return known;
    }

    DataTable restoreTable(DataRecord entry) {
        DataTable table = new DataTable(tree, this, entry.name(), entry.id());
        entries.put(entry.name(), new Entry(entry.id(), table));
        return table;
    }

    void restoreValue(DataRecord entry, DataValue value) {
        entries.put(entry.name(), new Entry(entry.id(), value));
        plainValues++;
    }

    private boolean isKept() {
        return id != NOT_KEPT;
    }

    /** Makes sure that this table is an entry of the one above. */
    private Outcome keep() {
        if (isKept()) {
            return Outcome.KEPT;
        }
        if (parent == null || parent.applications.get(name) != this) {
            return Outcome.REMOVED;
        }
        Outcome outcome = parent.keep();
        if (outcome != Outcome.KEPT) {
            return outcome;
        }
        return parent.entries.containsKey(name) ? Outcome.NAME_TAKEN : parent.add(this);
    }

    private Outcome add(DataTable table) {
        table.id = tree.nextId();
        store(table.name, table.id, table);
        return Outcome.KEPT;
    }

    private void store(DataText key, long entryId, DataValue value) {
        entries.put(key, new Entry(entryId, value));
        tree.added(key, value);
        tree.put(new DataRecord(entryId, id, key, value instanceof DataTable ? null : value));
        tree.changed(this, key, value);
    }

    private void drop() {
        names().forEach(this::forget);
        id = NOT_KEPT;
    }
}
