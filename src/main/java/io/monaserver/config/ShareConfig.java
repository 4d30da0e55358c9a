package io.monaserver.config;

import java.util.List;

/**
 * Section {@code cluster.share}: what the servers of a cluster have in common without any script.
 *
 * @param publications whether a name published on one server is playable on all
 * @param peers whether RTMFP clients of different servers are introduced to each other
 * @param groups whether the members of a NetGroup meet across servers
 * @param blacklist whether a ban on one server is one on all
 * @param data whether what scripts keep in {@code data} is the same on all
 */
public record ShareConfig(boolean publications, boolean peers, boolean groups, boolean blacklist, boolean data) {

    /** A server that keeps everything to itself. */
    public static final ShareConfig NOTHING = new ShareConfig(false, false, false, false, false);

    static final Key<Boolean> PUBLICATIONS = Key.flag("cluster.share.publications", true);
    static final Key<Boolean> PEERS = Key.flag("cluster.share.peers", true);
    static final Key<Boolean> GROUPS = Key.flag("cluster.share.groups", true);
    static final Key<Boolean> BLACKLIST = Key.flag("cluster.share.blacklist", true);
    static final Key<Boolean> DATA = Key.flag("cluster.share.data", false);

    static final List<Key<?>> KEYS = List.of(PUBLICATIONS, PEERS, GROUPS, BLACKLIST, DATA);

    static ShareConfig read(Settings settings) {
        return new ShareConfig(
                settings.get(PUBLICATIONS),
                settings.get(PEERS),
                settings.get(GROUPS),
                settings.get(BLACKLIST),
                settings.get(DATA));
    }
}
