package io.monaserver.cluster.share;

import java.util.Map;
import org.apache.pekko.cluster.ddata.AbstractReplicatedData;

/**
 * One bucket of one node's entries in the replicated directory. Only that node writes it, so of two versions the higher
 * one is right.
 */
final class Shard extends AbstractReplicatedData<Shard> {

    /** What is there before the first write. */
    static final Shard NONE = new Shard(0, 0, Map.of());

    private final long uid;
    private final long version;
    private final Map<String, Long> entries;

    /**
     * A version of a bucket.
     *
     * @param uid of the actor system that wrote it: entries of an earlier one are not valid any more
     * @param entries names with the stamps of their claims
     */
    Shard(long uid, long version, Map<String, Long> entries) {
        this.uid = uid;
        this.version = version;
        this.entries = Map.copyOf(entries);
    }

    long uid() {
        return uid;
    }

    long version() {
        return version;
    }

    Map<String, Long> entries() {
        return entries;
    }

    @Override
    public Shard mergeData(Shard other) {
        return other.version > version ? other : this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shard shard
                && shard.uid == uid
                && shard.version == version
                && shard.entries.equals(entries);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(uid * 31 + version);
    }

    @Override
    public String toString() {
        return "version " + version + ", " + entries.size() + " entries";
    }
}
