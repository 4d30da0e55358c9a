package io.monaserver.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.domain.ApplicationEvent;
import io.monaserver.protocol.rtmfp.Session;
import io.monaserver.testkit.RtmfpClient;
import io.monaserver.transport.rtmfp.RtmfpServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RTMFP clients of different nodes meet. */
class SharedPeersIT {

    private static final int RELAY_PORT = 61_400;

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
    void peersOfTwoServersMeetAndTalk() throws IOException {
        RtmfpClient publisher = first.client(RtmfpServer.Relaying.NEVER);
        RtmfpClient player = second.client(RtmfpServer.Relaying.NEVER);

        Session met = player.meet(publisher);

        assertThat(met.peerId()).isEqualTo(publisher.peerId());
        assertThat(met.address()).isEqualTo(publisher.address());
        player.say(met, "hello there");
        assertThat(publisher.awaitText(text -> text.contains("hello"), player)).contains("hello there");
    }

    @Test
    void peersThatDoNotReachEachOtherGetARelayOfTheAskersServer() throws IOException {
        RtmfpClient publisher = first.client(RtmfpServer.Relaying.NEVER);
        RtmfpClient player = second.client(new RtmfpServer.Relaying(1, RELAY_PORT, 4));
        publisher.avoid(player.address()::equals);
        player.avoid(publisher.address()::equals);

        Session met = player.meet(publisher);

        assertThat(met.peerId()).isEqualTo(publisher.peerId());
        assertThat(met.address().getPort()).isBetween(RELAY_PORT, RELAY_PORT + 3);
    }

    /** The script has nothing to say, so the servers are asked after it. */
    @Test
    void scriptIsAskedBeforeTheOtherServers() throws IOException {
        RtmfpClient publisher = first.client(RtmfpServer.Relaying.NEVER);
        RtmfpClient player = second.client(RtmfpServer.Relaying.NEVER);
        second.domain.wishes.rendezvous(true);

        assertThat(player.meet(publisher).peerId()).isEqualTo(publisher.peerId());
        assertThat(second.domain.events.stream().filter(ApplicationEvent.PeerSought.class::isInstance))
                .isNotEmpty();
    }
}
