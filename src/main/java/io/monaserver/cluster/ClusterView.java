package io.monaserver.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * The cluster as the events told up to now show it. Not as {@code Cluster.state} does: that is brought up to date by
 * another actor, which may be later than the event that one looks for, and then nothing makes one look again.
 */
final class ClusterView {

    /** The role that carries the start of a member's process to all others. */
    static final String START_ROLE = "started-";

    private final UniqueAddress self;
    private final Map<UniqueAddress, Member> members = new HashMap<>();
    private final Set<UniqueAddress> unreachable = new HashSet<>();

    ClusterView(UniqueAddress self) {
        this.self = self;
    }

    void see(ClusterDomainEvent event) {
        if (event instanceof MemberRemoved removed) {
            members.remove(removed.member().uniqueAddress());
            unreachable.remove(removed.member().uniqueAddress());
        } else if (event instanceof MemberEvent changed) {
            members.put(changed.member().uniqueAddress(), changed.member());
        } else if (event instanceof UnreachableMember lost) {
            unreachable.add(lost.member().uniqueAddress());
        } else if (event instanceof ReachableMember found) {
            unreachable.remove(found.member().uniqueAddress());
        }
    }

    /** The cluster this node is a member of, named by its oldest member; empty while it is none. */
    Optional<ClusterIdentity> identity() {
        Member own = members.get(self);
        return own != null && isServing(own)
                ? members().map(ClusterView::identityOf).min(ClusterIdentity::compareTo)
                : Optional.empty();
    }

    Stream<Member> members() {
        return members.values().stream();
    }

    /** Whether it is this node, or what stood at its address before. */
    boolean isSelf(Member member) {
        return member.address().equals(self.address());
    }

    Set<UniqueAddress> unreachable() {
        return Set.copyOf(unreachable);
    }

    /** Neither on its way in nor on its way out. */
    static boolean isServing(Member member) {
        return member.status().equals(MemberStatus.up()) || member.status().equals(MemberStatus.weaklyUp());
    }

    /** A member as if it were alone. */
    static ClusterIdentity identityOf(Member member) {
        return new ClusterIdentity(startOf(member), member.address().toString());
    }

    private static long startOf(Member member) {
        return member.getRoles().stream()
                .filter(role -> role.startsWith(START_ROLE))
                .mapToLong(role -> Long.parseLong(role.substring(START_ROLE.length())))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
