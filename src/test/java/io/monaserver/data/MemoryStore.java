package io.monaserver.data;

import java.util.TreeMap;
import java.util.function.Consumer;

/** A store that keeps entries in memory, where tests look at them. */
public final class MemoryStore implements DataStore {

    public final TreeMap<Long, DataRecord> entries = new TreeMap<>();

    @Override
    public void load(Consumer<DataRecord> reader) {
        entries.values().forEach(reader);
    }

    @Override
    public void put(DataRecord entry) {
        entries.put(entry.id(), entry);
    }

    @Override
    public void remove(long id) {
        entries.remove(id);
    }

    @Override
    public void close() {}
}
