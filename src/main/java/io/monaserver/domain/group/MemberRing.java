package io.monaserver.domain.group;

import io.monaserver.common.ClientId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The members of a group in the order of their peer ids, and who is introduced to whom when one comes or goes
 * (CHECKLIST 11.13 and 11.14). Every server has the same ring and tells its own members, so that each introduction is
 * made once. Changed by one thread, read on any.
 *
 * <p>Members that join on two servers at a time, or while these do not reach each other, know nothing of each other. So
 * when a member appears elsewhere, its neighbours in the ring are told of it.
 */
final class MemberRing {

    /** A newcomer learns of this many members, those with the highest peer ids. */
    static final int BOOTSTRAP = 6;

    /** Whoever follows a leaver learns of the member this many places before it. */
    static final int REPAIR = 5;

    private static final Comparator<ClientId> UNSIGNED =
            Comparator.comparing(ClientId::toBytes, Arrays::compareUnsigned);

    private final ConcurrentSkipListMap<ClientId, Seat> seats = new ConcurrentSkipListMap<>(UNSIGNED);

    /** One member is told of another. */
    record Introduction(Member member, ClientId other) {}

    /** What has changed, and who is to be told of whom. */
    record Change(Set<ClientId> came, Set<ClientId> gone, Set<Introduction> introductions) {}

    /** Adds a membership, and returns whom the newcomer is to be told of. */
    List<ClientId> join(Member newcomer) {
        List<ClientId> others = seats.descendingKeySet().stream()
                .filter(peer -> !peer.equals(newcomer.peer()))
                .limit(BOOTSTRAP)
                .toList();
        seats.put(
                newcomer.peer(), seats.getOrDefault(newcomer.peer(), Seat.EMPTY).with(newcomer));
        return others;
    }

    /** Removes a membership; returns the introduction that repairs the ring, if the peer is no member any more. */
    Optional<Introduction> leave(Member leaver) {
        return set(leaver.peer(), seats.getOrDefault(leaver.peer(), Seat.EMPTY).without(leaver))
                ? repair(leaver.peer())
                : Optional.empty();
    }

    /** Brings the members on other servers up to date: these are members there, and those are not. */
    Change elsewhere(Collection<ClientId> present, Collection<ClientId> absent) {
        Set<ClientId> came = new LinkedHashSet<>();
        Set<ClientId> gone = new LinkedHashSet<>();
        Set<ClientId> left = new LinkedHashSet<>();
        for (ClientId peer : present) {
            Seat before = seats.getOrDefault(peer, Seat.EMPTY);
            if (!before.isElsewhere()) {
                came.add(peer);
                seats.put(peer, before.elsewhere(true));
            }
        }
        for (ClientId peer : absent) {
            Seat before = seats.getOrDefault(peer, Seat.EMPTY);
            if (before.isElsewhere()) {
                gone.add(peer);
                if (set(peer, before.elsewhere(false))) {
                    left.add(peer);
                }
            }
        }
        Set<Introduction> introductions = new LinkedHashSet<>();
        came.forEach(peer -> meetNeighbours(peer, introductions));
        left.forEach(peer -> repair(peer).ifPresent(introductions::add));
        return new Change(came, gone, introductions);
    }

    /** Whether the peer's place is empty then. */
    private boolean set(ClientId peer, Seat seat) {
        if (seat.isEmpty()) {
            return seats.remove(peer) != null;
        }
        seats.put(peer, seat);
        return false;
    }

    private void meetNeighbours(ClientId peer, Set<Introduction> introductions) {
        Map.Entry<ClientId, Seat> next = seats.higherEntry(peer);
        Map.Entry<ClientId, Seat> previous = seats.lowerEntry(peer);
        meet(peer, next == null ? seats.firstEntry() : next, introductions);
        meet(peer, previous == null ? seats.lastEntry() : previous, introductions);
    }

    private static void meet(
            ClientId peer, Map.@Nullable Entry<ClientId, Seat> neighbour, Set<Introduction> introductions) {
        if (neighbour != null && !neighbour.getKey().equals(peer)) {
            neighbour.getValue().member().ifPresent(member -> introductions.add(new Introduction(member, peer)));
        }
    }

    private Optional<Introduction> repair(ClientId leaver) {
        Map.Entry<ClientId, Seat> next = seats.higherEntry(leaver);
        if (next == null) {
            return Optional.empty();
        }
        return next.getValue()
                .member()
                .flatMap(member -> seats.headMap(next.getKey(), false).descendingKeySet().stream()
                        .skip(REPAIR - 1L)
                        .findFirst()
                        .map(other -> new Introduction(member, other)));
    }

    /** All members. */
    List<ClientId> peers() {
        return new ArrayList<>(seats.keySet());
    }

    /** The members on this server. */
    List<ClientId> here() {
        return peers(Seat::isHere);
    }

    /** The members on other servers. */
    List<ClientId> elsewhere() {
        return peers(Seat::isElsewhere);
    }

    private List<ClientId> peers(Predicate<Seat> condition) {
        return seats.entrySet().stream()
                .filter(entry -> condition.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean isHere(ClientId peer) {
        Seat seat = seats.get(peer);
        return seat != null && seat.isHere();
    }
}
