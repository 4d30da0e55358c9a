package io.monaserver.cluster;

import io.monaserver.config.ClusterConfig;
import io.monaserver.config.ServersConfig;
import java.util.Map;

/**
 * What this node is and wants, fixed for the life of the process.
 *
 * @param servers whom it dials, and what it listens on
 * @param cluster what it says to others
 * @param bindHost what the top-level key {@code host} binds
 * @param publicHost the name that clients are given
 * @param startMs when the process started: of two nodes the older one stays where it is
 * @param configs its configuration as the others' scripts see it
 */
public record LocalServer(
        ServersConfig servers,
        ClusterConfig cluster,
        String bindHost,
        String publicHost,
        long startMs,
        Map<String, String> configs) {

    /** Copies the map. */
    public LocalServer {
        configs = Map.copyOf(configs);
    }
}
