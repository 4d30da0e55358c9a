package io.monaserver.cluster;

import java.util.Comparator;

/**
 * Names a cluster by its oldest member. When two clusters of one name meet, the younger gives itself up.
 *
 * @param startMs when the oldest member's process started
 * @param address its canonical address, which decides between equals
 */
record ClusterIdentity(long startMs, String address) implements Comparable<ClusterIdentity> {

    private static final Comparator<ClusterIdentity> OLDEST_FIRST =
            Comparator.comparingLong(ClusterIdentity::startMs).thenComparing(ClusterIdentity::address);

    @Override
    public int compareTo(ClusterIdentity other) {
        return OLDEST_FIRST.compare(this, other);
    }

    boolean isYoungerThan(ClusterIdentity other) {
        return compareTo(other) > 0;
    }
}
