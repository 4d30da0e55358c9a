package io.monaserver.domain.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.common.ClientId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class GroupRegistryTest {

    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final ClientId GROUP = peer(0xEE);

    private final GroupRegistry registry = new GroupRegistry(KIT.system());

    @AfterAll
    static void shutdown() {
        KIT.shutdownTestKit();
    }

    @Test
    void newcomerLearnsOfTheSixHighestMembers() {
        for (int id = 1; id <= 8; id++) {
            registry.join(GROUP, new Recorder(peer(id)));
        }
        Recorder newcomer = new Recorder(peer(0x80));

        registry.join(GROUP, newcomer);

        await().untilAsserted(() ->
                assertThat(newcomer.told).containsExactly(peer(8), peer(7), peer(6), peer(5), peer(4), peer(3)));
    }

    @Test
    void memberAfterALeaverLearnsOfTheFifthBeforeIt() {
        List<Membership> memberships = new ArrayList<>();
        List<Recorder> members = new ArrayList<>();
        for (int id = 1; id <= 7; id++) {
            members.add(new Recorder(peer(id)));
            memberships.add(registry.join(GROUP, members.get(id - 1)));
        }
        Recorder last = members.get(6);
        await().until(() -> last.told.size() == 6);

        memberships.get(5).leave();

        await().untilAsserted(() -> assertThat(last.told).hasSize(7).endsWith(peer(1)));
    }

    @Test
    void idsAreOrderedAsUnsignedBytes() {
        registry.join(GROUP, new Recorder(peer(0x7F)));
        registry.join(GROUP, new Recorder(peer(0xFF)));

        await().untilAsserted(() -> assertThat(registry.members(GROUP)).containsExactly(peer(0x7F), peer(0xFF)));
    }

    @Test
    void groupEndsWithItsLastMember() {
        Membership one = registry.join(GROUP, new Recorder(peer(1)));
        Membership two = registry.join(GROUP, new Recorder(peer(2)));

        one.leave();
        one.leave();
        assertThat(registry.groups()).containsExactly(GROUP);
        two.leave();

        assertThat(registry.groups()).isEmpty();
        assertThat(registry.members(GROUP)).isEmpty();
    }

    @Test
    void olderMembershipOfAPeerThatJoinedAgainRemovesNobody() {
        Membership old = registry.join(GROUP, new Recorder(peer(1)));
        registry.join(GROUP, new Recorder(peer(1)));

        old.leave();

        await().untilAsserted(() -> assertThat(registry.members(GROUP)).containsExactly(peer(1)));
    }

    private static ClientId peer(int firstByte) {
        byte[] raw = new byte[ClientId.SIZE];
        raw[0] = (byte) firstByte;
        return ClientId.of(raw);
    }

    private record Recorder(ClientId peer, List<ClientId> told) implements Member {

        Recorder(ClientId peer) {
            this(peer, new CopyOnWriteArrayList<>());
        }

        @Override
        public void introduce(ClientId other) {
            told.add(other);
        }
    }
}
