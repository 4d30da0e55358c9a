package io.monaserver.bench;

import io.monaserver.common.Clock;
import io.monaserver.data.DataText;
import io.monaserver.data.DataTree;
import io.monaserver.data.lmdb.LmdbStore;
import io.monaserver.script.ScriptFixture;
import io.monaserver.testkit.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Measures {@code data}: writes of one script until all are on disk, the size of the file, and how long a start reads
 * it. The argument is an empty folder on the disk to be measured.
 */
public final class DataFigures {

    private static final int ENTRIES = 1_000_000;
    private static final int SECONDS = 10;
    private static final long LIMIT = 2L << 30;

    private static final String MAIN = """
            function onConnection(client)
              function client:fill(from, count)
                for i = from, from + count - 1 do data["entry "..i] = "the value of entry "..i end
              end
            end
            """;

    private DataFigures() {}

    /** Runs all measurements. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        scriptWrites(folder.resolve("script"));
        Path million = folder.resolve("million");
        long content = fill(million);
        long size = Files.size(million.resolve("data.mdb"));
        System.out.printf(
                "1,000,000 entries: content %d MB, file %d MB, %.2f times%n",
                content >> 20, size >> 20, (double) size / content);
        for (int i = 0; i < 3; i++) {
            load(million);
        }
        System.exit(0);
    }

    private static void scriptWrites(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("www"));
        Files.writeString(folder.resolve("www/main.lua"), MAIN);
        ScriptFixture fixture = new ScriptFixture(folder, Clock.SYSTEM);
        TestClient client = fixture.connected("");
        int written = 0;
        long start = System.nanoTime();
        while (seconds(start) < SECONDS) {
            fixture.answer(client, "fill", "[" + written + ",5000]");
            written += 5000;
        }
        double asked = seconds(start);
        fixture.close();
        System.out.printf(
                "one script: %,.0f writes/s, %,.0f with the last of %d on disk%n",
                written / asked, written / seconds(start), written);
    }

    private static long fill(Path folder) {
        long content = 0;
        try (LmdbStore store = new LmdbStore(folder, Duration.ofMillis(100), LIMIT)) {
            DataTree tree = DataTree.load(store, LIMIT);
            for (int i = 0; i < ENTRIES; i++) {
                String name = "entry " + i;
                String value = "the value of entry " + i;
                content += name.length() + value.length();
                tree.root().put(DataText.of(name), DataText.of(value));
            }
        }
        return content;
    }

    private static void load(Path folder) {
        long start = System.nanoTime();
        try (LmdbStore store = new LmdbStore(folder, Duration.ofMillis(100), LIMIT)) {
            DataTree tree = DataTree.load(store, LIMIT);
            System.out.printf("loading %,d entries: %.2f s%n", tree.root().plainValues(), seconds(start));
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
