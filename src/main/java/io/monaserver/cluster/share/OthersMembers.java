package io.monaserver.cluster.share;

import io.monaserver.common.ClientId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The members of groups on the nodes to which there are links. Changed by one actor, read on any thread. */
final class OthersMembers {

    /** By group, on how many nodes each peer is a member: on one, unless scripts keep memberships too. */
    private final Map<ClientId, Map<ClientId, Integer>> groups = new ConcurrentHashMap<>();

    void add(GroupEntry entry) {
        groups.computeIfAbsent(entry.group(), group -> new ConcurrentHashMap<>())
                .merge(entry.peer(), 1, Integer::sum);
    }

    void remove(GroupEntry entry) {
        groups.computeIfPresent(entry.group(), (group, peers) -> {
            peers.computeIfPresent(entry.peer(), (peer, nodes) -> nodes > 1 ? nodes - 1 : null);
            return peers.isEmpty() ? null : peers;
        });
    }

    /** No link is up any more; gives who was there. */
    Map<ClientId, Set<ClientId>> clear() {
        Map<ClientId, Set<ClientId>> gone = new HashMap<>();
        groups.forEach((group, peers) -> gone.put(group, Set.copyOf(peers.keySet())));
        groups.clear();
        return gone;
    }

    Set<ClientId> members(ClientId group) {
        return Set.copyOf(groups.getOrDefault(group, Map.of()).keySet());
    }

    boolean contains(ClientId group, ClientId peer) {
        return groups.getOrDefault(group, Map.of()).containsKey(peer);
    }
}
