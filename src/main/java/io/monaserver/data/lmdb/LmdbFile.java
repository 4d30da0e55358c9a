package io.monaserver.data.lmdb;

import io.monaserver.data.DataRecord;
import io.monaserver.data.DataStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.CopyFlags;
import org.lmdbjava.CursorIterable.KeyVal;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.KeyRange;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/**
 * The opened database. A batch is one transaction, on disk when {@link #write} returns. The map grows when it is full,
 * up to a limit. A lock on a file of the folder keeps a second process out: each would hold its own tree. Not safe on
 * two threads at once.
 *
 * <p>Keys and values cross to the library in buffers of our own: those that lmdbjava makes for byte arrays may be
 * collected while the library still reads them. No writable map: on a full disk a write to one is a signal that ends
 * the process, not an error.
 */
final class LmdbFile implements AutoCloseable {

    /** Says the format: another one gets another name. */
    private static final String NAME = "entries-1";

    private static final String DATABASE = "data.mdb";
    private static final int LARGE_VALUE_BYTES = 64 << 10;
    private static final long FIRST_MAP_BYTES = 64 << 20;

    private final Path folder;
    private final long maxBytes;
    private final FileChannel lock;
    private final ByteBuffer keyBuffer = ByteBuffer.allocateDirect(RecordFormat.KEY_BYTES);
    private ByteBuffer valueBuffer = ByteBuffer.allocateDirect(LARGE_VALUE_BYTES);
    private Env<ByteBuffer> env;
    private Dbi<ByteBuffer> entries;
    private long mapBytes;
    private long lastId;

    private LmdbFile(Path folder, long maxBytes, FileChannel lock) throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.lock = lock;
        mapBytes = Math.max(FIRST_MAP_BYTES, 2 * size(folder));
        env = openEnvironment();
        entries = openEntries();
        lastId = readLastId();
    }

    /** Opens the folder's database, or begins one. */
    static LmdbFile open(Path folder, long maxBytes) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock =
                FileChannel.open(folder.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new DataStoreException(folder + ": in use by another process (expected: one server a folder)");
            }
            return new LmdbFile(folder, maxBytes, lock);
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw new DataStoreException(folder + ": in use (expected: one server a folder)", e);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Whether there is a database in the folder. */
    static boolean exists(Path folder) {
        return Files.exists(folder.resolve(DATABASE));
    }

    /** Gives every entry in the order of their making; returns the number of bytes of keys and values. */
    long read(Consumer<DataRecord> reader) {
        long bytes = 0;
        try (Txn<ByteBuffer> transaction = env.txnRead();
                var all = entries.iterate(transaction)) {
            for (KeyVal<ByteBuffer> entry : all) {
                bytes += entry.key().remaining() + entry.val().remaining();
                reader.accept(RecordFormat.read(entry.key(), entry.val()));
            }
        }
        return bytes;
    }

    /** Applies changes by id, null for a removal, all of them or none. */
    void write(SortedMap<Long, @Nullable DataRecord> changes) {
        while (true) {
            try {
                apply(changes);
                return;
            } catch (Env.MapFullException full) {
                if (mapBytes >= maxBytes) {
                    throw full;
                }
                mapBytes = Math.min(maxBytes, mapBytes * 2);
                env.setMapSize(mapBytes);
            }
        }
    }

    /** Writes the entries anew without the room that removed ones left. */
    void compact() throws IOException {
        Path target = Files.createDirectories(folder.resolve("compact"));
        Path copy = target.resolve(DATABASE);
        Files.deleteIfExists(copy);
        env.copy(target.toFile(), CopyFlags.MDB_CP_COMPACT);
        env.close();
        Files.move(copy, folder.resolve(DATABASE), StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(target);
        env = openEnvironment();
        entries = openEntries();
    }

    /** Bytes on disk. */
    long size() throws IOException {
        return size(folder);
    }

    @Override
    public void close() throws IOException {
        env.close();
        lock.close();
    }

    private Env<ByteBuffer> openEnvironment() {
        return Env.create().setMapSize(mapBytes).setMaxDbs(1).open(folder.toFile());
    }

    private Dbi<ByteBuffer> openEntries() {
        return env.openDbi(NAME, DbiFlags.MDB_CREATE);
    }

    private long readLastId() {
        try (Txn<ByteBuffer> transaction = env.txnRead();
                var backward = entries.iterate(transaction, KeyRange.allBackward())) {
            var last = backward.iterator();
            return last.hasNext() ? RecordFormat.id(last.next().key()) : 0;
        }
    }

    private void apply(SortedMap<Long, @Nullable DataRecord> changes) {
        long last = lastId;
        try (Txn<ByteBuffer> transaction = env.txnWrite()) {
            for (Map.Entry<Long, @Nullable DataRecord> change : changes.entrySet()) {
                long id = change.getKey();
                DataRecord entry = change.getValue();
                ByteBuffer key = key(id);
                if (entry == null) {
                    entries.delete(transaction, key);
                } else if (id > last) {
                    // Behind all others: pages are filled to the end instead of being split in halves.
                    entries.put(transaction, key, value(entry), PutFlags.MDB_APPEND);
                    last = id;
                } else {
                    entries.put(transaction, key, value(entry));
                }
            }
            transaction.commit();
        }
        lastId = last;
        if (valueBuffer.capacity() > LARGE_VALUE_BYTES) {
            valueBuffer = ByteBuffer.allocateDirect(LARGE_VALUE_BYTES);
        }
    }

    private ByteBuffer key(long id) {
        return keyBuffer.clear().put(RecordFormat.key(id)).flip();
    }

    private ByteBuffer value(DataRecord entry) {
        byte[] value = RecordFormat.value(entry);
        if (value.length > valueBuffer.capacity()) {
            valueBuffer = ByteBuffer.allocateDirect(value.length);
        }
        return valueBuffer.clear().put(value).flip();
    }

    private static long size(Path folder) throws IOException {
        Path database = folder.resolve(DATABASE);
        return Files.exists(database) ? Files.size(database) : 0;
    }
}
