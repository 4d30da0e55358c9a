package io.monaserver.cluster;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;

/** The cluster as this node's membership now shows it. */
record ClusterView(Cluster cluster) {

    /** The role that carries the start of a member's process to all others. */
    static final String START_ROLE = "started-";

    /** The cluster this node is a member of, named by its oldest member; empty while it is none. */
    Optional<ClusterIdentity> identity() {
        return isServing(cluster.selfMember())
                ? members().map(ClusterView::identityOf).min(ClusterIdentity::compareTo)
                : Optional.empty();
    }

    Stream<Member> members() {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false);
    }

    Set<UniqueAddress> unreachable() {
        Set<UniqueAddress> unreachable = new HashSet<>();
        cluster.state().getUnreachable().forEach(member -> unreachable.add(member.uniqueAddress()));
        return unreachable;
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
