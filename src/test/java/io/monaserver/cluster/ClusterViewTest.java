package io.monaserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.ClusterEvent.MemberJoined;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.MemberUp;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.util.Version;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.HashSet;

/** What a node knows of its cluster, event by event. */
class ClusterViewTest {

    private final Member own = member(1, "started-20");
    private final Member other = member(2, "started-10");
    private final ClusterView view = new ClusterView(own.uniqueAddress());

    @Test
    void nodeIsOfNoClusterUntilItIsUp() {
        view.see(new MemberJoined(own));

        assertThat(view.identity()).isEmpty();

        view.see(new MemberUp(own.copy(MemberStatus.up())));
        assertThat(view.identity()).contains(ClusterView.identityOf(own));
    }

    @Test
    void clusterIsNamedByItsOldestMember() {
        view.see(new MemberUp(own.copy(MemberStatus.up())));
        view.see(new MemberJoined(other));

        assertThat(view.identity()).contains(ClusterView.identityOf(other));
    }

    @Test
    void memberIsUnreachableUntilItIsBackOrGone() {
        view.see(new MemberJoined(other));
        view.see(new UnreachableMember(other));
        assertThat(view.unreachable()).containsExactly(other.uniqueAddress());

        view.see(new ReachableMember(other));
        assertThat(view.unreachable()).isEmpty();

        view.see(new UnreachableMember(other));
        Member gone = other.copy(MemberStatus.up()).copy(MemberStatus.down()).copy(MemberStatus.removed());
        view.see(new MemberRemoved(gone, MemberStatus.down()));
        assertThat(view.unreachable()).isEmpty();
        assertThat(view.members()).isEmpty();
    }

    private static Member member(int number, String role) {
        Address address = new Address("pekko", "mona-cluster", "127.0.0." + number, 25_520);
        HashSet<String> roles = new HashSet<>();
        return new Member(
                new UniqueAddress(address, (long) number),
                Integer.MAX_VALUE,
                MemberStatus.joining(),
                roles.incl(role),
                Version.Zero());
    }
}
