package io.monaserver.cluster.share;

import io.monaserver.common.ClientId;
import io.monaserver.common.Clock;
import io.monaserver.domain.PeerPlace;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of clients of other nodes: where they are, and that nobody has answered for them. Each is true for ten
 * seconds, and there is room for so many only, since anybody can look for anybody.
 */
final class KnownPeers {

    static final long MEMORY_MS = 10_000;
    static final int MAX_PEERS = 8192;

    /** Those who wait for an answer, all together. Whoever finds no place comes again by itself. */
    static final int MAX_WAITING = 1024;

    private final Clock clock;

    /** The longest known first. */
    private final Map<ClientId, Search> searches = new LinkedHashMap<>();

    private int waiting;

    /**
     * A client of another node.
     *
     * @param node the node's address
     */
    record Found(String node, PeerPlace place) {}

    private record Search(long sinceMs, Optional<Found> found, List<Consumer<PeerPlace>> waiting) {}

    KnownPeers(Clock clock) {
        this.clock = clock;
    }

    /** Where a client is, if that was told lately. */
    Optional<Found> find(ClientId peer) {
        forgetOld();
        Search search = searches.get(peer);
        return search == null ? Optional.empty() : search.found;
    }

    /** Waits to be told where a client is; true if it is not being looked for yet. */
    boolean await(ClientId peer, Consumer<PeerPlace> found) {
        forgetOld();
        boolean isNew = !searches.containsKey(peer);
        Search search =
                searches.computeIfAbsent(peer, key -> new Search(clock.millis(), Optional.empty(), new ArrayList<>()));
        if (waiting < MAX_WAITING) {
            search.waiting.add(found);
            waiting++;
        }
        if (searches.size() > MAX_PEERS) {
            forget(searches.keySet().iterator().next());
        }
        return isNew;
    }

    /** A node has the client. Who waited is told; so is, for a while, who asks next. */
    void found(ClientId peer, Found found) {
        Search search = forget(peer);
        searches.put(peer, new Search(clock.millis(), Optional.of(found), List.of()));
        if (search != null) {
            search.waiting.forEach(asker -> asker.accept(found.place()));
        }
    }

    /** The node that had the client has it no more. */
    void lost(ClientId peer, String node) {
        if (find(peer).filter(found -> found.node().equals(node)).isPresent()) {
            forget(peer);
        }
    }

    /** A node is there that was not asked: who was found nowhere may be there. */
    void forgetMissing() {
        forgetIf(search -> search.found.isEmpty());
    }

    /** A node is gone, and its clients with it as far as can be told. */
    void forgetNode(String node) {
        forgetIf(search ->
                search.found.filter(found -> found.node().equals(node)).isPresent());
    }

    int size() {
        return searches.size();
    }

    private void forgetIf(Predicate<Search> condition) {
        searches.entrySet().stream()
                .filter(entry -> condition.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::forget);
    }

    private void forgetOld() {
        long old = clock.millis() - MEMORY_MS;
        Iterator<Search> oldest = searches.values().iterator();
        while (oldest.hasNext()) {
            Search search = oldest.next();
            if (search.sinceMs > old) {
                return;
            }
            waiting -= search.waiting.size();
            oldest.remove();
        }
    }

    private @Nullable Search forget(ClientId peer) {
        Search search = searches.remove(peer);
        if (search != null) {
            waiting -= search.waiting.size();
        }
        return search;
    }
}
