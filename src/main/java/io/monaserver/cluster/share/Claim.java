package io.monaserver.cluster.share;

import java.util.Comparator;

/**
 * A node's claim on a name. Of two claims the older one counts.
 *
 * @param stampMs when it was made, by the clock of the claiming node
 * @param address the node's, which decides between claims of the same moment
 */
record Claim(long stampMs, String address) implements Comparable<Claim> {

    private static final Comparator<Claim> OLDEST_FIRST =
            Comparator.comparingLong(Claim::stampMs).thenComparing(Claim::address);

    @Override
    public int compareTo(Claim other) {
        return OLDEST_FIRST.compare(this, other);
    }

    boolean isOlderThan(Claim other) {
        return compareTo(other) < 0;
    }
}
