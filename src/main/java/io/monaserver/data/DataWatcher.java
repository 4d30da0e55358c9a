package io.monaserver.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whoever wants to know what scripts change. Called on the tree's thread, after each change. */
@FunctionalInterface
public interface DataWatcher {

    /** Wants to know nothing. */
    DataWatcher NONE = (path, value) -> {};

    /**
     * An entry is another now.
     *
     * @param path its names from the root down
     * @param value what it has: a table without entries is as good as one with some; null if it is no more, and all
     *     that lay in it with it
     */
    void changed(List<DataText> path, @Nullable DataValue value);
}
