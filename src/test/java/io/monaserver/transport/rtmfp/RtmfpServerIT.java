package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.CloseReason;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Effect;
import io.monaserver.protocol.rtmfp.packet.Multiplex;
import io.monaserver.testkit.DomainFixture;
import io.monaserver.testkit.RtmfpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real server on loopback, with applications that answer as the tests say. */
class RtmfpServerIT {

    private static final DomainFixture DOMAIN = new DomainFixture();
    private static final String URL = "rtmfp://127.0.0.1/live";
    private static RtmfpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = DOMAIN.serveRtmfp("127.0.0.1", 0, RtmfpServer.Relaying.NEVER);
    }

    @AfterAll
    static void stop() {
        server.close();
        DOMAIN.close();
    }

    @AfterEach
    void acceptAgain() {
        DOMAIN.answer(event -> false);
        await().until(() -> DOMAIN.sessions.openCount() == 0);
    }

    @Test
    void connectIsAnsweredAndTheClientIsKnownByItsCertificate() throws IOException {
        try (RtmfpClient client = new RtmfpClient(server.address(), URL)) {
            DOMAIN.events.clear();

            assertThat(client.connect("live?a=1"))
                    .isEqualTo("20/0@0 \"_result\" 1 null { level: \"status\""
                            + " code: \"NetConnection.Connect.Success\""
                            + " description: \"Connection succeeded\" objectEncoding: 0 end");
            var connecting = (ApplicationEvent.Connecting) DOMAIN.events.get(0);
            assertThat(connecting.client().protocol()).isEqualTo("RTMFP");
            assertThat(connecting.client().path()).isEqualTo("/live");
            assertThat(connecting.client().properties()).containsEntry("a", "1");
            assertThat(connecting.client().id()).isEqualTo(client.peerId());
        }
    }

    @Test
    void aPortThatAnotherServerHasIsRefused() {
        int taken = server.address().getPort();

        assertThatThrownBy(() -> DOMAIN.serveRtmfp("127.0.0.1", taken, RtmfpServer.Relaying.NEVER))
                .hasMessageStartingWith("cannot listen on UDP 127.0.0.1:")
                .hasMessageContaining("in use");
    }

    @Test
    void callsAreAnswered() throws IOException {
        answerThree();
        try (RtmfpClient client = new RtmfpClient(server.address(), URL)) {
            client.connect("live");
            client.command(0, "three", 5);

            assertThat(client.awaitText(text -> text.contains(" 5 "))).isEqualTo("20/0@0 \"_result\" 5 null 3");
        }
    }

    @Test
    void peerInfoIsAnsweredWithKeepaliveTimers() throws IOException {
        try (RtmfpClient client = new RtmfpClient(server.address(), URL)) {
            client.connect("live");
            client.command(0, "setPeerInfo", 0, "127.0.0.1:1935");

            assertThat(client.awaitText(text -> text.startsWith("4/0"))).isEqualTo("4/0@0 002900003a9800002710");
        }
    }

    @Test
    void refusedClientsAreToldAndClosed() throws IOException {
        DOMAIN.answer(event -> {
            if (event instanceof ApplicationEvent.Connecting connecting) {
                connecting.reply().tell(new ConnectOutcome.Rejected("you are not Tom!"));
                return true;
            }
            return false;
        });
        try (RtmfpClient client = new RtmfpClient(server.address(), URL)) {
            assertThat(client.connect("live"))
                    .contains("NetConnection.Connect.Rejected")
                    .contains("not Tom");
            client.awaitText(text -> text.contains("\"close\""));
            assertThat(client.awaitClosed()).isEqualTo(io.monaserver.protocol.rtmfp.CloseReason.FAR);
        }
    }

    @Test
    void publishedMediaIsPlayed() throws IOException {
        try (RtmfpClient publisher = new RtmfpClient(server.address(), URL);
                RtmfpClient player = new RtmfpClient(server.address(), URL)) {
            publisher.connect("live");
            publisher.command(0, "createStream", 2);
            publisher.awaitText(text -> text.contains("\"_result\" 2"));
            publisher.command(1, "publish", 3, "show", "live");
            publisher.awaitText(text -> text.contains("NetStream.Publish.Start"));
            player.connect("live");
            player.command(0, "createStream", 2);
            player.awaitText(text -> text.contains("\"_result\" 2"));
            player.command(1, "play", 3, "show");
            player.awaitText(text -> text.contains("Play.Start"));
            // It has joined the publication only then.
            player.awaitText(text -> text.contains("PublishNotify"));
            for (int i = 0; i < 5; i++) {
                byte[] sound = new byte[3000];
                sound[0] = 0x2F;
                sound[1] = (byte) i;
                publisher.send(1, 8, 1000 + 20L * i, sound);
                publisher.awaitAcknowledged();
                String marker = "2f0" + i;
                assertThat(player.awaitText(text -> text.startsWith("8/1"))).contains(marker);
            }
        }
    }

    @Test
    void serversTellClientsThatTheyStop() throws IOException {
        try (RtmfpClient client = new RtmfpClient(server.address(), URL)) {
            client.connect("live");
            DOMAIN.sessions.closeAll(new CloseReason(CloseReason.Kind.SERVER_STOPS, "server stops"));

            client.awaitText(text -> text.contains("NetConnection.Connect.AppShutdown"));
            assertThat(client.awaitClosed()).isEqualTo(io.monaserver.protocol.rtmfp.CloseReason.FAR);
        }
    }

    @Test
    void manyClientsAreServedOnAllLoops() throws IOException {
        List<RtmfpClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(new RtmfpClient(server.address(), URL));
        }
        for (RtmfpClient client : clients) {
            assertThat(client.connect("live")).contains("Success");
        }
        clients.forEach(RtmfpClient::close);
    }

    /** Every call is answered with the number 3. */
    private static void answerThree() {
        byte[] three = HexFormat.of().parseHex("004008000000000000");
        DOMAIN.answer(event -> {
            if (event instanceof ApplicationEvent.Called called) {
                called.reply().tell(new CallOutcome.Done(List.of(new Effect.Message(three))));
                return true;
            }
            return false;
        });
    }

    /** What has no session arrives at a socket that others do not wait for, where the system can tell. */
    @Test
    void whoIsConnectedIsServedWhileOthersFloodWithHellos() throws Exception {
        answerThree();
        AtomicBoolean over = new AtomicBoolean();
        try (RtmfpClient client = new RtmfpClient(server.address(), URL)) {
            client.connect("live");
            Thread flood = new Thread(() -> flood(over));
            flood.start();
            for (int i = 5; i < 105; i++) {
                int call = i;
                client.command(0, "three", call);
                client.awaitText(text -> text.contains("\"_result\" " + call + " "));
            }
        } finally {
            over.set(true);
        }
    }

    private static void flood(AtomicBoolean over) {
        byte[] hello = new byte[100];
        Multiplex.scramble(hello, 0, hello.length, Multiplex.STARTUP);
        try (DatagramSocket socket = new DatagramSocket()) {
            while (!over.get()) {
                socket.send(new DatagramPacket(hello, hello.length, server.address()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
