package io.monaserver.data.lmdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.data.DataTable;
import io.monaserver.data.DataText;
import io.monaserver.data.DataTree;
import io.monaserver.data.DataValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever a process is killed, its values are those of one moment, and that was a moment ago. */
class KilledProcessIT {

    private static final int KILLS = 12;

    /** The window of 100 ms, and time for a disk and processors that others use too. */
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    Path folder;

    @Test
    void killedProcessLosesTheLastMomentOnly() throws Exception {
        Random random = new Random();
        long from = 1;
        for (int i = 0; i < KILLS; i++) {
            TreeMap<Long, Long> said = new TreeMap<>();
            long killed = runAndKill(from, 200 + random.nextInt(800), said);
            long last = check();

            // Nanoseconds are comparable between processes of one machine.
            said.tailMap(last, false)
                    .forEach((number, when) -> assertThat(killed - when)
                            .as("age of the lost value %s, last kept %s", number, last)
                            .isLessThan(LIMIT_NS));
            from = last + 1;
        }
    }

    /** All values up to the last and none besides. */
    private long check() {
        try (LmdbStore store = new LmdbStore(folder, Duration.ofMillis(100), 1L << 30)) {
            DataTable root = DataTree.load(store, 1L << 30).root();
            DataValue kept = root.get(DataText.of("last"));
            long last = kept == null ? 0 : Long.parseLong(kept.toString());
            DataTable all = (DataTable) root.get(DataText.of("all"));
            assertThat(all.plainValues()).isBetween((int) Math.min(last, 4999), 5001 + KILLS);
            for (long i = Math.max(1, last - 4990); i <= last; i++) {
                assertThat(all.get(DataText.of("v" + i))).isEqualTo(DataText.of("value " + i));
            }
            return last;
        }
    }

    private long runAndKill(long from, int lifeMs, TreeMap<Long, Long> said) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        folder.toString(),
                        Long.toString(from))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            long deadline = Long.MAX_VALUE;
            String line = out.readLine();
            while (line != null && System.nanoTime() < deadline) {
                if (deadline == Long.MAX_VALUE) {
                    deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lifeMs);
                }
                String[] words = line.split(" ");
                said.put(Long.parseLong(words[0]), Long.parseLong(words[1]));
                line = out.readLine();
            }
            assertThat(line).as("the process lives until it is killed").isNotNull();
            long killed = System.nanoTime();
            process.destroyForcibly();
            process.waitFor();
            return killed;
        }
    }
}
