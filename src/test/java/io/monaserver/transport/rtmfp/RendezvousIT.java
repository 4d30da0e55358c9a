package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.common.ClientId;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Referral;
import io.monaserver.domain.Referral.Place;
import io.monaserver.protocol.rtmfp.Session;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.testkit.DomainFixture;
import io.monaserver.testkit.RtmfpClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that a real server brings together, or sends elsewhere. */
class RendezvousIT {

    private static final String URL = "rtmfp://127.0.0.1/live";
    private static final int RELAY_PORT = 61_300;

    private final DomainFixture domain = new DomainFixture();
    private final List<RtmfpServer> servers = new ArrayList<>();
    private final List<RtmfpClient> clients = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        serve("127.0.0.1", RtmfpServer.Relaying.NEVER);
    }

    @AfterEach
    void stop() {
        clients.forEach(RtmfpClient::close);
        await().until(() -> domain.sessions.openCount() == 0);
        servers.forEach(RtmfpServer::close);
        domain.close();
    }

    private RtmfpServer serve(String host, RtmfpServer.Relaying relays) throws IOException {
        RtmfpServer server = domain.serveRtmfp(host, 0, relays);
        servers.add(server);
        return server;
    }

    private RtmfpClient client(RtmfpServer server) throws IOException {
        String host = server.address().getAddress().getHostAddress();
        RtmfpClient client = new RtmfpClient(server.address(), URL, host);
        clients.add(client);
        assertThat(client.connect("live")).contains("Success");
        return client;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void peersMeetThroughTheServer(String host) throws IOException {
        RtmfpServer server = serve(host, RtmfpServer.Relaying.NEVER);
        RtmfpClient publisher = client(server);
        RtmfpClient player = client(server);

        Session met = player.meet(publisher);

        assertThat(met.peerId()).isEqualTo(publisher.peerId());
        assertThat(met.address()).isEqualTo(publisher.address());
    }

    @Test
    void peersMeetAtAddressesThatTheyReport() throws IOException {
        RtmfpClient publisher = client(servers.get(0));
        RtmfpClient player = client(servers.get(0));
        publisher.command(0, "setPeerInfo", 0, "nonsense", "127.0.0.1:9", "[::1]:9");
        publisher.awaitText(text -> text.startsWith("4/0"));

        assertThat(player.meet(publisher).address()).isEqualTo(publisher.address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void peersThatDoNotReachEachOtherGetARelay(String host) throws IOException {
        RtmfpServer server = serve(host, new RtmfpServer.Relaying(1, RELAY_PORT, 4));
        RtmfpClient publisher = client(server);
        RtmfpClient player = client(server);
        publisher.avoid(player.address()::equals);
        player.avoid(publisher.address()::equals);

        Session met = player.meet(publisher);

        assertThat(met.peerId()).isEqualTo(publisher.peerId());
        assertThat(met.address().getPort()).isBetween(RELAY_PORT, RELAY_PORT + 3);
    }

    @Test
    void membersOfAGroupHearOfEachOther() throws IOException {
        byte[] group = new byte[ClientId.SIZE];
        group[0] = 7;
        List<RtmfpClient> members = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            members.add(client(servers.get(0)));
        }
        members.sort(Comparator.comparing(member -> member.peerId().toBytes(), Arrays::compareUnsigned));
        SendFlow first = members.get(0).joinGroup(group);
        await().until(() -> joined(members.get(0), group));
        members.get(1).joinGroup(group);
        members.get(1).awaitText(member(members.get(0))::equals);
        members.get(2).joinGroup(group);
        members.get(2).awaitText(member(members.get(1))::equals);
        members.get(2).awaitText(member(members.get(0))::equals);

        assertThat(domain.groups.members(ClientId.of(group))).hasSize(3);
        first.close();
        members.get(0).session().flush();
        members.get(0).awaitAcknowledged();
        await().until(() -> {
            members.get(0).listen();
            return domain.groups.members(ClientId.of(group)).size() == 2;
        });
        members.get(1).close();
        await().until(() -> domain.groups.members(ClientId.of(group)).size() == 1);
        assertThat(domain.events.stream().filter(ApplicationEvent.GroupLeft.class::isInstance))
                .hasSize(2);
    }

    private boolean joined(RtmfpClient member, byte[] group) {
        member.listen();
        return domain.groups.members(ClientId.of(group)).contains(member.peerId());
    }

    private static String member(RtmfpClient other) {
        return "group 0b" + other.peerId();
    }

    @Test
    void newcomersGoWhereAScriptSendsThem() throws IOException {
        RtmfpServer other = serve("127.0.0.1", RtmfpServer.Relaying.NEVER);
        domain.wishes.handshakes("/live", true);
        List<Integer> attempts = new ArrayList<>();
        int crowded = servers.get(0).address().getPort();
        domain.answer(event -> {
            if (event instanceof ApplicationEvent.Handshaking handshaking) {
                synchronized (attempts) {
                    attempts.add(handshaking.newcomer().attempts());
                    // Both servers ask the same script: those who were sent away once are let in at the second.
                    boolean first = attempts.size() == 1;
                    handshaking.reply().tell(first ? to(other.address()) : Referral.NONE);
                }
                return true;
            }
            return false;
        });

        RtmfpClient client = new RtmfpClient(servers.get(0).address(), URL + "?a=1");
        clients.add(client);

        assertThat(client.session().address().getPort()).isNotEqualTo(crowded);
        var asked = domain.events.stream()
                .filter(ApplicationEvent.Handshaking.class::isInstance)
                .map(event -> ((ApplicationEvent.Handshaking) event).newcomer())
                .findFirst()
                .orElseThrow();
        assertThat(asked.path()).isEqualTo("/live");
        assertThat(asked.properties()).containsEntry("a", "1");
        assertThat(asked.address()).isEqualTo(client.address());
        assertThat(asked.attempts()).isOne();
    }

    @Test
    void theApplicationAloneIsAUrlToo() throws IOException {
        domain.wishes.handshakes("/live", true);

        clients.add(new RtmfpClient(servers.get(0).address(), "live?b=2"));

        assertThat(domain.events)
                .filteredOn(ApplicationEvent.Handshaking.class::isInstance)
                .extracting(event -> ((ApplicationEvent.Handshaking) event).newcomer())
                .allSatisfy(newcomer -> {
                    assertThat(newcomer.path()).isEqualTo("/live");
                    assertThat(newcomer.properties()).containsEntry("b", "2");
                })
                .isNotEmpty();
    }

    private static Referral to(InetSocketAddress address) {
        return new Referral.To(List.of(new Place.At(address)));
    }

    @Test
    void whoeverLooksForAnUnknownPeerIsReferredToAnotherServer() throws IOException {
        RtmfpServer other = serve("127.0.0.1", RtmfpServer.Relaying.NEVER);
        RtmfpClient publisher = client(other);
        RtmfpClient player = client(servers.get(0));
        domain.wishes.rendezvous(true);
        domain.answer(event -> {
            if (event instanceof ApplicationEvent.PeerSought sought) {
                sought.reply().tell(to(other.address()));
                return true;
            }
            return false;
        });

        assertThat(player.meet(publisher).peerId()).isEqualTo(publisher.peerId());
        assertThat(domain.events.stream().filter(ApplicationEvent.PeerSought.class::isInstance))
                .isNotEmpty();
    }
}
