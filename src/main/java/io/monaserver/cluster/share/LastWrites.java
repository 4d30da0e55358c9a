package io.monaserver.cluster.share;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.cluster.ddata.AbstractReplicatedData;
import org.jspecify.annotations.Nullable;

/** Values that every node may write; of two writes of one key the later one stays. */
final class LastWrites extends AbstractReplicatedData<LastWrites> {

    /** What is there before the first write. */
    static final LastWrites NONE = new LastWrites(Map.of());

    /**
     * A write.
     *
     * @param stampMs when, by the writer's clock, and later than the write that the writer knew of
     * @param by the writer, which decides between writes of one moment
     * @param value what the key now has; null: nothing
     */
    record Write(long stampMs, String by, @Nullable String value) implements Comparable<Write> {

        private static final Comparator<Write> LATEST_LAST = Comparator.comparingLong(Write::stampMs)
                .thenComparing(Write::by)
                .thenComparing(Write::text);

        @Override
        public int compareTo(Write other) {
            return LATEST_LAST.compare(this, other);
        }

        private String text() {
            return value == null ? "" : value;
        }
    }

    private final Map<String, Write> writes;

    LastWrites(Map<String, Write> writes) {
        this.writes = Map.copyOf(writes);
    }

    Map<String, Write> writes() {
        return writes;
    }

    /** These writes and others. */
    LastWrites with(Map<String, Write> others) {
        Map<String, Write> merged = new HashMap<>(writes);
        others.forEach(
                (key, write) -> merged.merge(key, write, (known, other) -> known.compareTo(other) < 0 ? other : known));
        return new LastWrites(merged);
    }

    @Override
    public LastWrites mergeData(LastWrites other) {
        return with(other.writes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LastWrites last && last.writes.equals(writes);
    }

    @Override
    public int hashCode() {
        return writes.hashCode();
    }

    @Override
    public String toString() {
        return writes.size() + " writes";
    }
}
