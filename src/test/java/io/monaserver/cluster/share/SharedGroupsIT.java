package io.monaserver.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.common.ClientId;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.group.Member;
import io.monaserver.domain.group.Membership;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.testkit.RtmfpClient;
import io.monaserver.transport.rtmfp.RtmfpServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members of a NetGroup on different nodes. */
class SharedGroupsIT {

    private static final ClientId GROUP = ClientId.random();

    private ShareNode first;
    private ShareNode second;

    @BeforeEach
    void start() throws Exception {
        first = new ShareNode();
        second = ShareNode.beside(first);
        first.awaitLinks(1);
        second.awaitLinks(1);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void memberOnOneServerIsIntroducedToThatOnTheOtherAndMeetsIt() throws IOException {
        RtmfpClient one = first.client(RtmfpServer.Relaying.NEVER);
        RtmfpClient two = second.client(RtmfpServer.Relaying.NEVER);
        SendFlow joined = one.joinGroup(GROUP.toBytes());
        await().until(() -> isHere(first, one));

        two.joinGroup(GROUP.toBytes());
        assertThat(two.awaitText(text -> text.startsWith("group"))).isEqualTo("group 0b" + one.peerId());
        assertThat(one.awaitText(text -> text.startsWith("group"))).isEqualTo("group 0b" + two.peerId());
        assertThat(two.meet(one).peerId()).isEqualTo(one.peerId());

        joined.close();
        one.session().flush();
        await().until(() -> {
            one.listen();
            return members(second).equals(List.of(two.peerId()));
        });
        assertThat(first.domain.groups.groups()).isEmpty();
    }

    /** Only the server of a client tells its scripts that it has joined. */
    @Test
    void eventsAreOfTheClientsServer() throws IOException {
        RtmfpClient one = first.client(RtmfpServer.Relaying.NEVER);
        RtmfpClient two = second.client(RtmfpServer.Relaying.NEVER);
        one.joinGroup(GROUP.toBytes());
        two.joinGroup(GROUP.toBytes());
        two.awaitText(text -> text.startsWith("group"));

        for (ShareNode node : List.of(first, second)) {
            assertThat(node.domain.events.stream().filter(ApplicationEvent.GroupJoined.class::isInstance))
                    .hasSize(1);
        }
    }

    @Test
    void membersVanishWithTheirServerAndMeetAgainWithIt() throws Exception {
        Recorder here = join(first);
        Recorder there = join(second);
        await().until(() -> members(first).size() == 2 && members(second).size() == 2);
        await().until(() -> here.told.contains(there.peer()) && there.told.contains(here.peer()));
        here.told.clear();

        second.leave();
        await().until(() -> members(first).equals(List.of(here.peer())));
        assertThat(members(second)).containsExactly(there.peer());

        try (ShareNode third = ShareNode.beside(first)) {
            Recorder other = join(third);
            await().untilAsserted(() -> {
                assertThat(here.told).contains(other.peer());
                assertThat(members(third)).containsExactlyInAnyOrder(here.peer(), other.peer());
            });
        }
        await().until(() -> members(first).equals(List.of(here.peer())));
    }

    @Test
    void memberOfAGroupThatIsNowhereElseCostsTheOtherServerNothing() {
        join(first);
        join(second, ClientId.random());
        await().until(() -> second.share != null && first.domain.groups.groups().size() == 1);

        assertThat(second.domain.groups.groups()).doesNotContain(GROUP);
    }

    private static boolean isHere(ShareNode node, RtmfpClient client) {
        client.listen();
        return members(node).contains(client.peerId());
    }

    private static List<ClientId> members(ShareNode node) {
        return node.domain.groups.members(GROUP);
    }

    private static Recorder join(ShareNode node) {
        return join(node, GROUP);
    }

    private static Recorder join(ShareNode node, ClientId group) {
        Recorder member = new Recorder(ClientId.random(), new CopyOnWriteArrayList<>());
        Membership membership = node.domain.groups.join(group, member);
        assertThat(membership.group()).isEqualTo(group);
        return member;
    }

    private record Recorder(ClientId peer, List<ClientId> told) implements Member {

        @Override
        public void introduce(ClientId other) {
            told.add(other);
        }
    }
}
