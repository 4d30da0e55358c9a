package io.monaserver.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.domain.ApplicationEvent;
import io.monaserver.metrics.Metrics;
import io.monaserver.protocol.rtmfp.Session;
import io.monaserver.testkit.RtmfpClient;
import io.monaserver.transport.rtmfp.RtmfpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RTMFP clients of different nodes meet. */
class SharedPeersIT {

    private static final int RELAY_PORT = 61_400;

    private final List<RtmfpServer> servers = new ArrayList<>();
    private final List<RtmfpClient> clients = new ArrayList<>();
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
        clients.forEach(RtmfpClient::close);
        servers.forEach(RtmfpServer::close);
        first.close();
        second.close();
    }

    private RtmfpClient client(ShareNode node, RtmfpServer.Relaying relays) throws IOException {
        RtmfpServer server = RtmfpServer.start(
                new RtmfpServer.Surroundings(
                        node.domain.loops,
                        node.domain.sessions,
                        node.domain.referrals,
                        node.domain.rendezvous,
                        Metrics.NONE),
                new RtmfpServer.Settings(
                        new InetSocketAddress("127.0.0.1", 0),
                        null,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        relays));
        servers.add(server);
        RtmfpClient client = new RtmfpClient(server.address(), "rtmfp://127.0.0.1/live");
        clients.add(client);
        assertThat(client.connect("live")).contains("Success");
        return client;
    }

    @Test
    void peersOfTwoServersMeetAndTalk() throws IOException {
        RtmfpClient publisher = client(first, RtmfpServer.Relaying.NEVER);
        RtmfpClient player = client(second, RtmfpServer.Relaying.NEVER);

        Session met = player.meet(publisher);

        assertThat(met.peerId()).isEqualTo(publisher.peerId());
        assertThat(met.address()).isEqualTo(publisher.address());
        player.say(met, "hello there");
        assertThat(publisher.awaitText(text -> text.contains("hello"), player)).contains("hello there");
    }

    @Test
    void peersThatDoNotReachEachOtherGetARelayOfTheAskersServer() throws IOException {
        RtmfpClient publisher = client(first, RtmfpServer.Relaying.NEVER);
        RtmfpClient player = client(second, new RtmfpServer.Relaying(1, RELAY_PORT, 4));
        publisher.avoid(player.address()::equals);
        player.avoid(publisher.address()::equals);

        Session met = player.meet(publisher);

        assertThat(met.peerId()).isEqualTo(publisher.peerId());
        assertThat(met.address().getPort()).isBetween(RELAY_PORT, RELAY_PORT + 3);
    }

    /** The script has nothing to say, so the servers are asked after it. */
    @Test
    void scriptIsAskedBeforeTheOtherServers() throws IOException {
        RtmfpClient publisher = client(first, RtmfpServer.Relaying.NEVER);
        RtmfpClient player = client(second, RtmfpServer.Relaying.NEVER);
        second.domain.wishes.rendezvous(true);

        assertThat(player.meet(publisher).peerId()).isEqualTo(publisher.peerId());
        assertThat(second.domain.events.stream().filter(ApplicationEvent.PeerSought.class::isInstance))
                .isNotEmpty();
    }
}
