package io.monaserver.config;

import java.util.List;

/**
 * Section {@code cluster.share}, and what else the servers of a cluster do together without any script.
 *
 * @param publications whether a name published on one server is playable on all
 * @param peers whether RTMFP clients of different servers are introduced to each other
 * @param groups whether the members of a NetGroup meet across servers
 * @param blacklist whether a ban on one server is one on all
 * @param data whether what scripts keep in {@code data} is the same on all
 * @param balance where newcomers go about whom no script decides
 */
public record ShareConfig(
        boolean publications, boolean peers, boolean groups, boolean blacklist, boolean data, Balancing balance) {

    /** How newcomers are spread over the servers. */
    public enum Balancing {
        /** Everybody is served where he comes. */
        NONE,
        /** As many for each server. */
        ROUND_ROBIN,
        /** Those with less to do get more. */
        LEAST_LOADED
    }

    /** A server that keeps everything to itself. */
    public static final ShareConfig NOTHING = new ShareConfig(false, false, false, false, false, Balancing.NONE);

    static final Key<Boolean> PUBLICATIONS = Key.flag("cluster.share.publications", true);
    static final Key<Boolean> PEERS = Key.flag("cluster.share.peers", true);
    static final Key<Boolean> GROUPS = Key.flag("cluster.share.groups", true);
    static final Key<Boolean> BLACKLIST = Key.flag("cluster.share.blacklist", true);
    static final Key<Boolean> DATA = Key.flag("cluster.share.data", false);

    static final Key<Balancing> BALANCE = Key.choice("cluster.balance", Balancing.NONE);

    static final List<Key<?>> KEYS = List.of(BALANCE, PUBLICATIONS, PEERS, GROUPS, BLACKLIST, DATA);

    static ShareConfig read(Settings settings) {
        return new ShareConfig(
                settings.get(PUBLICATIONS),
                settings.get(PEERS),
                settings.get(GROUPS),
                settings.get(BLACKLIST),
                settings.get(DATA),
                settings.get(BALANCE));
    }
}
