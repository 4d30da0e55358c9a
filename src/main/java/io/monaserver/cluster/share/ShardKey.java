package io.monaserver.cluster.share;

import org.apache.pekko.cluster.ddata.Key;

/** Names a {@link Shard}. */
final class ShardKey extends Key<Shard> {

    private static final long serialVersionUID = 1;

    /** Of entries in one directory: at 10,000 entries of a node each bucket stays far below 64 KiB. */
    static final int BUCKETS = 64;

    /**
     * The key of a bucket.
     *
     * @param directory what is listed
     * @param address the node's
     */
    ShardKey(String directory, String address, int bucket) {
        super(directory + "/" + address + "/" + bucket);
    }

    static int bucketOf(String name) {
        int hash = name.hashCode();
        return (hash ^ hash >>> 16) & (BUCKETS - 1);
    }
}
