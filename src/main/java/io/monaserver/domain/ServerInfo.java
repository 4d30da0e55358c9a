package io.monaserver.domain;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * Another server of the cluster to which a link is up.
 *
 * @param id names this incarnation of the node
 * @param address where its link listens
 * @param host the host name that clients are given
 * @param isTarget whether this node dialled it
 * @param properties what the target line or the other's line for us says after {@code ?}
 * @param configs the other's configuration, keys flattened with dots
 */
public record ServerInfo(
        String id,
        InetSocketAddress address,
        String host,
        boolean isTarget,
        Map<String, String> properties,
        Map<String, String> configs) {

    /** Copies the maps. */
    public ServerInfo {
        properties = Map.copyOf(properties);
        configs = Map.copyOf(configs);
    }
}
