package io.monaserver.data.lmdb;

import io.monaserver.data.DataTable;
import io.monaserver.data.DataText;
import io.monaserver.data.DataTree;
import java.nio.file.Path;
import java.time.Duration;

/** A process that keeps values until it is killed, and says when it kept each hundredth. */
public final class KilledWriter {

    private static final int VALUES = 5000;
    private static final int SAID = 100;

    private KilledWriter() {}

    /** Once more than a batch is taken, the one before is on disk: the library is loaded and warm. */
    private static void awaitWritten(LmdbStore store, DataTable root) {
        root.put(DataText.of("begun"), DataText.of("yes"));
        while (store.waiting() > 0) {
            Thread.onSpinWait();
        }
    }

    /** The arguments are the folder and the number to go on from. */
    public static void main(String[] arguments) {
        LmdbStore store = new LmdbStore(Path.of(arguments[0]), Duration.ofMillis(100), 1L << 30);
        DataTable root = DataTree.load(store, 1L << 30).root();
        root.putTable(DataText.of("all"));
        DataTable all = (DataTable) root.get(DataText.of("all"));
        awaitWritten(store, root);
        awaitWritten(store, root);
        for (long i = Long.parseLong(arguments[1]); ; i++) {
            // A value that stays, one that is overwritten, and one that is there for a moment: all in step.
            all.put(DataText.of("v" + i), DataText.of("value " + i));
            root.put(DataText.of("last"), DataText.of(Long.toString(i)));
            all.remove(DataText.of("v" + (i - VALUES)));
            if (i % SAID == 0) {
                System.out.println(i + " " + System.nanoTime());
                System.out.flush();
            }
        }
    }
}
