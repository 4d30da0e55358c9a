package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.data.DataTable;
import io.monaserver.data.DataText;
import io.monaserver.data.DataTree;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When entries of the data tree were written and by whom, and which were removed: what must outlive the process beside
 * the tree itself. A flat table in a tree of its own.
 */
final class Moments {

    private static final Logger LOG = LoggerFactory.getLogger(Moments.class);
    private static final String REMOVED = "-";
    private static final String KEPT = "+";

    private final DataTable table;

    Moments(DataTree kept) {
        this.table = kept.root();
    }

    /** Keeps the moment of a write. */
    void put(String key, Write write) {
        String mark = write.value() == null ? REMOVED : KEPT;
        table.put(DataText.of(key), DataText.of(mark + write.stampMs() + " " + write.by()));
    }

    void remove(String key) {
        table.remove(DataText.of(key));
    }

    /** Gives every write, but for its value; an entry that was removed has none, another one an empty one. */
    void forEach(BiConsumer<String, Write> visitor) {
        table.forEach((key, value) -> {
            String text = value.toString();
            int end = text.indexOf(' ');
            try {
                String content = text.startsWith(REMOVED) ? null : "";
                visitor.accept(
                        key.toString(),
                        new Write(Long.parseLong(text.substring(1, end)), text.substring(end + 1), content));
            } catch (IndexOutOfBoundsException | NumberFormatException malformed) {
                LOG.warn("data: moment of a write: {} (expected: a mark, a number, a name)", text);
            }
        });
    }
}
