package io.monaserver.data;

import java.util.function.Consumer;

/**
 * Where the tree is kept from one start of the server to the next. Changes are taken at once and written in the
 * background, in batches that are kept whole or not at all, so what is read after a crash is the tree as it was at some
 * moment shortly before.
 */
public interface DataStore extends AutoCloseable {

    /**
     * Gives every entry, an entry before those that lie in it. To be called once, before the first change.
     *
     * @throws DataStoreException if the store cannot be read
     */
    void load(Consumer<DataRecord> reader);

    /** Keeps an entry, new or changed. */
    void put(DataRecord entry);

    /** Forgets an entry; those that lie in it are forgotten one by one. */
    void remove(long id);

    /** Writes what was not written yet, and ends. */
    @Override
    void close();
}
