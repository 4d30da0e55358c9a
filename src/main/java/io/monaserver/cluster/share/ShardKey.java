package io.monaserver.cluster.share;

import org.apache.pekko.cluster.ddata.Key;

/** Names a {@link Shard}. */
final class ShardKey extends Key<Shard> {

    private static final long serialVersionUID = 1;

    /**
     * The key of a bucket.
     *
     * @param directory what is listed
     * @param address the node's
     */
    ShardKey(String directory, String address, int bucket) {
        super(directory + "/" + address + "/" + bucket);
    }

    /** The bucket of a name, among a power of two. */
    static int bucketOf(String name, int buckets) {
        int hash = name.hashCode();
        return (hash ^ hash >>> 16) & (buckets - 1);
    }
}
