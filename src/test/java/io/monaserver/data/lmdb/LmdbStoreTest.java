package io.monaserver.data.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.monaserver.data.DataRecord;
import io.monaserver.data.DataStoreException;
import io.monaserver.data.DataText;
import io.monaserver.data.DataTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LmdbStoreTest {

    private static final Duration WINDOW = Duration.ofMillis(100);
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    Path folder;

    @Test
    void nothingIsOpenedBeforeThereIsSomethingToKeep() throws IOException {
        Path unused = folder.resolve("unused");
        try (LmdbStore store = store(unused, WINDOW)) {
            assertThat(read(store)).isEmpty();
        }

        assertThat(unused).doesNotExist();
    }

    @Test
    void changesAreOnDiskBeforeTheStoreIsClosed() {
        try (LmdbStore store = store(folder, NEVER)) {
            store.put(entry(1, "a", "1"));
            store.put(entry(2, "b", "2"));
            store.put(entry(1, "a", "3"));
            store.remove(2);
        }

        assertThat(reopened()).containsExactly(entry(1, "a", "3"));
    }

    @Test
    void changesAreWrittenWithinTheWindow() throws IOException {
        Path copy = folder.resolve("copy");
        try (LmdbStore store = store(folder, WINDOW)) {
            store.put(entry(1, "a", "1"));

            // What a killed process would leave is what the file holds.
            await().until(() -> {
                if (!LmdbFile.exists(folder)) {
                    return false;
                }
                Files.createDirectories(copy);
                Files.copy(folder.resolve("data.mdb"), copy.resolve("data.mdb"), StandardCopyOption.REPLACE_EXISTING);
                try (LmdbStore killed = store(copy, WINDOW)) {
                    return read(killed).size() == 1;
                }
            });
        }
    }

    /** Buffers that the library reads must outlive a collection that runs meanwhile. */
    @Test
    void collectionsOfGarbageDoNotTouchWhatIsBeingWritten() {
        try (LmdbStore store = store(folder, Duration.ofMillis(2))) {
            for (int i = 1; i <= 100_000; i++) {
                store.put(entry(i, "name" + i, "a text of some length " + i));
                if (i % 2_000 == 0) {
                    System.gc();
                }
            }
        }

        List<DataRecord> kept = reopened();
        assertThat(kept).hasSize(100_000);
        assertThat(kept).allMatch(record -> record.name().toString().equals("name" + record.id()));
    }

    @Test
    void secondServerIsKeptOut() {
        try (LmdbStore store = store(folder, WINDOW)) {
            store.put(entry(1, "a", "1"));
            await().until(() -> LmdbFile.exists(folder));

            LmdbStore second = store(folder, WINDOW);
            assertThatThrownBy(() -> read(second))
                    .isInstanceOf(DataStoreException.class)
                    .hasMessageContaining("one server a folder");
            second.close();
        }
    }

    @Test
    void fileThatIsNoDatabaseIsRefused() throws IOException {
        Files.writeString(folder.resolve("data.mdb"), "this is not a database".repeat(1000));

        LmdbStore store = store(folder, WINDOW);
        assertThatThrownBy(() -> read(store))
                .isInstanceOf(DataStoreException.class)
                .hasMessageContaining(folder.toString());
        store.close();
    }

    @Test
    void databaseGrowsBeyondItsFirstSize() {
        byte[] large = new byte[1 << 20];
        try (LmdbStore store = store(folder, NEVER)) {
            for (int i = 1; i <= 100; i++) {
                store.put(new DataRecord(i, 0, DataText.of("n" + i), DataText.owning(large)));
            }
        }

        assertThat(reopened()).hasSize(100);
    }

    @Test
    void whatDoesNotFitIsReportedAndLosesNothing() {
        byte[] large = new byte[90 << 20];
        try (LmdbStore store = new LmdbStore(folder, WINDOW, 64 << 20)) {
            store.put(entry(1, "a", "1"));
            await().until(() -> LmdbFile.exists(folder));
            store.put(new DataRecord(2, 0, DataText.of("large"), DataText.owning(large)));
            await().until(() -> store.isFailing());

            // Once the large one is gone, what waited behind it is written.
            store.put(entry(3, "c", "3"));
            store.remove(2);
            await().until(() -> !store.isFailing());
        }

        assertThat(reopened()).containsExactly(entry(1, "a", "1"), entry(3, "c", "3"));
    }

    @Test
    void roomOfRemovedEntriesIsGivenBackAtTheNextStart() throws IOException {
        try (LmdbStore store = store(folder, NEVER)) {
            for (int i = 1; i <= 20_000; i++) {
                store.put(entry(i, "name" + i, "a text of some length " + i));
            }
        }
        try (LmdbStore store = store(folder, NEVER)) {
            read(store);
            for (int i = 1; i < 20_000; i++) {
                store.remove(i);
            }
        }
        long before = Files.size(folder.resolve("data.mdb"));

        assertThat(reopened()).hasSize(1);
        assertThat(Files.size(folder.resolve("data.mdb"))).isLessThan(before / 4);
        assertThat(reopened()).hasSize(1);
    }

    @Test
    void fileIsAtMostThreeTimesItsContent() throws IOException {
        long content = 0;
        try (LmdbStore store = store(folder, WINDOW)) {
            DataTree tree = DataTree.load(store, 1 << 30);
            for (int i = 0; i < 100_000; i++) {
                String name = "entry" + i;
                String value = "value " + i;
                content += name.length() + value.length();
                tree.root().put(DataText.of(name), DataText.of(value));
            }
        }

        assertThat(Files.size(folder.resolve("data.mdb"))).isLessThan(3 * content);
    }

    private List<DataRecord> reopened() {
        try (LmdbStore store = store(folder, WINDOW)) {
            return read(store);
        }
    }

    private static LmdbStore store(Path folder, Duration window) {
        return new LmdbStore(folder, window, 1 << 30);
    }

    private static List<DataRecord> read(LmdbStore store) {
        List<DataRecord> entries = new ArrayList<>();
        store.load(entries::add);
        return entries;
    }

    private static DataRecord entry(long id, String name, String value) {
        return new DataRecord(id, 0, DataText.of(name), DataText.of(value));
    }
}
