package io.monaserver.domain.group;

import io.monaserver.common.ClientId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The members of a group in the order of their peer ids, and who is introduced to whom when one comes or goes
 * (CHECKLIST 11.13 and 11.14).
 */
final class MemberRing {

    /** A newcomer learns of this many members, those with the highest peer ids. */
    static final int BOOTSTRAP = 6;

    /** Whoever follows a leaver learns of the member this many places before it. */
    static final int REPAIR = 5;

    private static final Comparator<ClientId> UNSIGNED =
            Comparator.comparing(ClientId::toBytes, Arrays::compareUnsigned);

    private final TreeMap<ClientId, Member> members = new TreeMap<>(UNSIGNED);

    /** Adds a member, in place of the same peer's older membership, and returns whom it is to be told of. */
    List<ClientId> join(Member newcomer) {
        members.remove(newcomer.peer());
        List<ClientId> others =
                members.descendingKeySet().stream().limit(BOOTSTRAP).toList();
        members.put(newcomer.peer(), newcomer);
        return others;
    }

    /** Removes a membership, unless the peer has a newer one; returns the introduction that repairs the ring. */
    Optional<Introduction> leave(Member leaver) {
        if (members.get(leaver.peer()) != leaver) {
            return Optional.empty();
        }
        members.remove(leaver.peer());
        Map.Entry<ClientId, Member> next = members.higherEntry(leaver.peer());
        if (next == null) {
            return Optional.empty();
        }
        return members.headMap(next.getKey(), false).descendingKeySet().stream()
                .skip(REPAIR - 1L)
                .findFirst()
                .map(other -> new Introduction(next.getValue(), other));
    }

    List<ClientId> peers() {
        return new ArrayList<>(members.keySet());
    }

    /** One member is told of another. */
    record Introduction(Member member, ClientId other) {}
}
