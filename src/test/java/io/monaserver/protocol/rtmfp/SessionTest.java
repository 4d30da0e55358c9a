package io.monaserver.protocol.rtmfp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.rtmfp.flow.FlowSettings;
import io.monaserver.protocol.rtmfp.flow.Reliability;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.keying.EndpointDiscriminator;
import io.monaserver.protocol.rtmfp.keying.Identity;
import io.monaserver.protocol.rtmfp.keying.PacketProtection;
import io.monaserver.protocol.rtmfp.keying.PacketProtection.Wish;
import io.monaserver.protocol.rtmfp.packet.Address;
import io.monaserver.protocol.rtmfp.packet.Origin;
import io.monaserver.testkit.SimulatedNetwork;
import io.monaserver.testkit.Spec;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How sessions begin, live, move and end. */
class SessionTest {

    static final Identity SERVER = Identity.server(new Random(1));
    static final Identity CLIENT = Identity.client(Set.of(DhGroup.MODP_1024));
    static final byte[] SECRET = {4, 5, 6};

    private final SimulatedNetwork network = new SimulatedNetwork(7);
    private final Node server = new Node(network, "192.0.2.1", EndpointSettings.server(SERVER, SECRET));
    private final Node client = new Node(network, "192.0.2.2", EndpointSettings.client(CLIENT, SECRET));

    @Test
    @Spec({"7016 §3.5.1.1.1", "7016 §3.5.1.1.2"})
    void fourPacketsMakeASession() {
        open(client);

        assertThat(network.sent).isEqualTo(4);
        assertThat(server.session().peerId()).isEqualTo(CLIENT.certificate().fingerprint());
        assertThat(client.session().peerId()).isEqualTo(SERVER.certificate().fingerprint());
        assertThat(server.session().farNonce()).isEqualTo(client.session().nearNonce());
        assertThat(server.session().nearNonce()).isEqualTo(client.session().farNonce());
        assertMessagesPass();
    }

    @ParameterizedTest
    @EnumSource(Wish.class)
    @Spec({"7425 §4.6.4", "7425 §4.6.6"})
    void sessionsMaySignAndNumberTheirPackets(Wish wish) {
        Node careful = new Node(
                network,
                "192.0.2.3",
                EndpointSettings.client(CLIENT, SECRET).withProtection(new PacketProtection(wish, wish)));
        network.duplication = 0.5;
        open(careful);
        transfer(careful, server, 300);

        assertThat(server.messages).hasSize(300);
        assertThat(server.drops(DropReason.CORRUPT) > 0).as("replays noticed").isEqualTo(wish != Wish.NO);
    }

    @Test
    void whatFillsNoPacketCanWait() {
        open(client);
        network.run(Duration.ofSeconds(1));
        SendFlow flow = client.session().openFlow(new byte[] {1}, null, FlowSettings.NORMAL);
        for (int i = 0; i < 3; i++) {
            flow.write(new byte[500], Reliability.FULL);
        }
        client.session().flushFull();
        // Less than a round trip: the acknowledgement takes along what waits.
        network.run(Duration.ofMillis(network.delayMs * 3 / 2));
        assertThat(server.messages).hasSize(2);

        client.session().flush();
        network.run(Duration.ofMillis(100));
        assertThat(server.messages).hasSize(3);
    }

    @Test
    @Spec("7016 §3.4")
    void largeCertificatesTravelInFragments() {
        Node large = new Node(
                network, "192.0.2.3", EndpointSettings.client(Identity.client(EnumSet.allOf(DhGroup.class)), SECRET));
        network.mtu = 1280;
        open(large);

        assertThat(network.tooLarge).isZero();
        assertThat(server.session().isOpen()).isTrue();
    }

    @Test
    @Spec("7016 §3.5.1.1.2")
    void repeatedKeyingIsAnsweredAgainNotOpenedAgain() {
        network.drops = number -> number == 4;
        open(client);

        assertThat(server.sessions).hasSize(1);
        assertThat(network.sent).as("two keyings, two answers").isEqualTo(6);
        assertMessagesPass();
    }

    @Test
    @Spec("7016 §3.5.1.1.1")
    void openingGivesUpAfter95Seconds() {
        network.loss = 1;
        long begun = network.clock.millis();
        client.endpoint.open(EndpointDiscriminator.ofUrl("rtmfp://h/"), List.of(server.address), client);
        network.run(() -> !client.events.isEmpty(), Duration.ofSeconds(200));

        assertThat(client.events).containsExactly("failed");
        assertThat(network.clock.millis() - begun).isEqualTo(95_000);
        assertThat(network.sent).as("1.5 s more each time").isEqualTo(11);
    }

    /** librtmfp names the application only, so that its hello is but 36 bytes. */
    @Test
    void shortHellosAreAnswered() {
        client.endpoint.open(EndpointDiscriminator.ofUrl("app"), List.of(server.address), client);

        assertThat(network.run(() -> !client.sessions.isEmpty(), Duration.ofSeconds(5)))
                .isTrue();
        assertThat(server.drops(DropReason.AMPLIFYING)).isZero();
    }

    @Test
    void hellosLeaveNothingBehind() {
        for (int i = 0; i < 1000; i++) {
            client.endpoint
                    .open(EndpointDiscriminator.ofUrl("rtmfp://host/" + i), List.of(server.address), client)
                    .cancel();
        }
        network.run(Duration.ofSeconds(1));

        assertThat(server.endpoint.sessionCount()).isZero();
        assertThat(server.endpoint.nextDeadlineMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @Spec({"7016 §3.5.1.1.2", "7425 §4.3.7"})
    void aNewSessionOfTheSameIdentityEndsTheOldOne() {
        open(client);
        Session old = server.session();
        Node again = new Node(network, "192.0.2.2", EndpointSettings.client(CLIENT, SECRET));
        open(again);
        transfer(again, server, 1);

        assertThat(server.events).containsExactly("closed OVERRIDDEN");
        assertThat(old.isOpen()).isFalse();
        assertThat(server.session().isOpen()).isTrue();
    }

    @Test
    void aCopiedCertificateEndsNoSessionBeforeItIsProven() {
        open(client);
        transfer(client, server, 1);
        Node other = new Node(network, "192.0.2.9", EndpointSettings.client(CLIENT, SECRET));
        open(other);
        network.run(Duration.ofSeconds(1));

        assertThat(server.sessions.get(0).isOpen()).isTrue();
        transfer(other, server, 1);
        assertThat(server.sessions.get(0).isOpen()).isFalse();
        assertThat(server.session().isOpen()).isTrue();
    }

    @Test
    @Spec("7016 §3.5.1.1.2")
    void anotherIdentityAtALivingAddressIsIgnoredAndAtADeadOneSoonLetIn() {
        open(client);
        Session old = server.session();
        transfer(client, server, 1);
        Node newcomer = new Node(
                network, "192.0.2.2", EndpointSettings.client(Identity.client(Set.of(DhGroup.MODP_1024)), SECRET));
        newcomer.endpoint.open(EndpointDiscriminator.ofUrl("rtmfp://host/app"), List.of(server.address), newcomer);
        network.run(Duration.ofSeconds(1));
        assertThat(server.drops(DropReason.OCCUPIED)).isPositive();
        assertThat(old.isOpen()).isTrue();

        assertThat(network.run(() -> !newcomer.sessions.isEmpty(), Duration.ofSeconds(90)))
                .isTrue();
        assertThat(old.isOpen()).isFalse();
    }

    @Test
    @Spec({"7016 §3.5.1.2", "7016 §2.3.6", "7016 §2.3.7"})
    void cookiesForAnotherAddressAreChanged() {
        client.endpoint.open(EndpointDiscriminator.ofUrl("rtmfp://host/app"), List.of(server.address), client);
        network.run(() -> network.sent == 2, Duration.ofSeconds(1));
        network.run(Duration.ofMillis(20));
        // The answer is under way to the old address, and reaches the client while it already sends from the new one.
        InetSocketAddress old = client.address;
        client.moveTo("192.0.2.20");
        network.attach(old, client.endpoint);
        network.run(() -> !client.sessions.isEmpty(), Duration.ofSeconds(5));

        assertThat(client.sessions).hasSize(1);
        assertThat(server.session().address()).isEqualTo(client.address);
        assertMessagesPass();
    }

    @Test
    @Spec("7016 §3.5.1.3")
    void whenBothCallOneSessionRemains() {
        Node peer = new Node(
                network, "192.0.2.3", EndpointSettings.client(Identity.client(Set.of(DhGroup.MODP_1024)), SECRET));
        call(client, peer);
        call(peer, client);
        network.run(Duration.ofSeconds(10));

        assertThat(client.sessions).hasSize(1);
        assertThat(peer.sessions).hasSize(1);
        assertThat(client.session().isOpen()).isTrue();
        transfer(client, peer, 3);
        assertThat(peer.messages).hasSize(3);
    }

    @Test
    @Spec({"7016 §3.5.1.4", "7016 §3.5.1.1.1"})
    void redirectionLeadsElsewhere() {
        Node other = new Node(network, "192.0.2.3", EndpointSettings.server(Identity.server(new Random(5)), SECRET));
        server.onHello =
                (hello, forUs) -> new HelloAnswer.RedirectTo(List.of(new Address(other.address, Origin.RELAY)));
        open(client);

        assertThat(server.sessions).isEmpty();
        assertThat(other.sessions).hasSize(1);
    }

    @Test
    @Spec({"7016 §3.5.1.5", "7016 §3.5.1.6"})
    void aServerIntroducesItsClients() {
        Node peer = new Node(
                network, "192.0.2.3", EndpointSettings.client(Identity.client(Set.of(DhGroup.MODP_1024)), SECRET));
        open(client);
        open(peer);
        transfer(peer, server, 1);
        server.onHello = (hello, forUs) -> {
            Session wanted = server.endpoint.session(hello.wanted().peerId());
            Address asker = new Address(hello.from(), Origin.OBSERVED);
            return new HelloAnswer.Introduce(wanted, asker, List.of(new Address(wanted.address(), Origin.OBSERVED)));
        };
        client.endpoint.open(
                EndpointDiscriminator.ofPeer(
                        peer.endpoint.settings().identity().certificate().fingerprint()),
                List.of(server.address),
                client);
        network.run(() -> peer.sessions.size() == 2, Duration.ofSeconds(3));
        network.run(Duration.ofSeconds(1));

        assertThat(client.session().address()).isEqualTo(peer.address);
        assertThat(peer.session().address()).isEqualTo(client.address);
        assertThat(server.sessions).hasSize(2);
    }

    @Test
    @Spec("7016 §3.5.4.2")
    void movesAreVerifiedBeforeTheyCount() {
        open(client);
        transfer(client, server, 5);
        client.moveTo("192.0.2.77");
        transfer(client, server, 5);
        network.run(Duration.ofSeconds(1));

        assertThat(server.events).containsExactly("moved from 192.0.2.2");
        assertThat(server.session().address()).isEqualTo(client.address);
        transfer(server, client, 5);
        assertThat(client.messages).hasSize(5);
    }

    @Test
    @Spec("7016 §3.5.4.2")
    void packetsReplayedFromElsewhereMoveNobody() {
        open(client);
        InetSocketAddress attacker = new InetSocketAddress("192.0.2.66", 1);
        SendFlow flow = client.session().openFlow("f".getBytes(UTF_8), null, FlowSettings.NORMAL);
        flow.write(new byte[10], Reliability.FULL);
        InetSocketAddress real = client.address;
        client.address = attacker;
        client.session().flush();
        client.address = real;
        network.run(Duration.ofSeconds(3));

        assertThat(server.events).isEmpty();
        assertThat(server.session().address()).isEqualTo(real);
    }

    @Test
    @Spec({"7016 §3.5.5", "7016 §2.3.17", "7016 §2.3.18"})
    void closingIsConfirmed() {
        open(client);
        transfer(client, server, 1);
        client.session().close();
        network.run(Duration.ofSeconds(1));

        assertThat(client.events).containsExactly("closed NEAR");
        assertThat(server.events).containsExactly("aborted", "closed FAR");
        assertThat(client.endpoint.sessionCount()).isZero();
        assertThat(server.endpoint.sessionCount()).as("lingers").isEqualTo(1);
        network.run(Duration.ofSeconds(20));
        assertThat(server.endpoint.sessionCount()).isZero();
    }

    @Test
    @Spec("7016 §3.5.5")
    void closingIsRepeatedUntilItIsConfirmedOrHopeless() {
        open(client);
        network.loss = 1;
        long before = network.sent;
        client.session().close();
        network.run(Duration.ofSeconds(120));

        assertThat(network.sent - before).isBetween(17L, 19L);
        assertThat(client.endpoint.sessionCount()).isZero();
    }

    @Test
    @Spec("7016 §3.5.5")
    void abortingTellsOnce() {
        open(client);
        transfer(client, server, 1);
        client.session().abort();
        network.run(Duration.ofSeconds(1));

        assertThat(client.endpoint.sessionCount()).isZero();
        assertThat(server.endpoint.sessionCount()).isZero();
        assertThat(server.events).containsExactly("aborted", "closed FAR");
    }

    @Test
    @Spec("7016 §3.5.4.1")
    void silentSessionsArePingedAndThenGivenUp() {
        open(client);
        transfer(client, server, 1);
        network.run(Duration.ofSeconds(300));
        assertThat(server.session().isOpen()).as("answers").isTrue();
        network.loss = 1;

        network.run(Duration.ofSeconds(240));

        assertThat(server.events).contains("closed TIMEOUT");
        assertThat(client.events).contains("closed TIMEOUT");
        assertThat(server.endpoint.sessionCount()).isZero();
        assertThat(server.endpoint.nextDeadlineMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void sessionsThatAreNeverUsedGoAway() {
        open(client);
        network.detach(client.address);
        network.run(Duration.ofSeconds(96));

        assertThat(server.endpoint.sessionCount()).isZero();
    }

    @Test
    void keyingUnderWayIsBounded() {
        List<Runnable> waiting = new ArrayList<>();
        Node busy = new Node(network, "192.0.2.5", EndpointSettings.server(SERVER, SECRET), (group, work, then) -> {
            waiting.add(() -> {
                work.run();
                then.run();
            });
            return waiting.size() <= 3;
        });
        for (int i = 0; i < 5; i++) {
            Node each = new Node(
                    network,
                    "192.0.2.1" + i,
                    EndpointSettings.client(Identity.client(Set.of(DhGroup.MODP_1024)), SECRET));
            each.endpoint.open(EndpointDiscriminator.ofUrl("rtmfp://host/app"), List.of(busy.address), each);
        }
        network.run(Duration.ofSeconds(1));

        assertThat(busy.drops(DropReason.OVERLOADED)).isEqualTo(2);
        waiting.subList(0, 3).forEach(Runnable::run);
        assertThat(busy.sessions).hasSize(3);
    }

    @Test
    void largeGroupsDoNotHoldUpSmallOnes() {
        Node busy = new Node(network, "192.0.2.5", EndpointSettings.server(SERVER, SECRET), (group, work, then) -> {
            if (group != DhGroup.MODP_4096) {
                work.run();
                then.run();
            }
            return true;
        });
        Identity large = Identity.client(Set.of(DhGroup.MODP_4096));
        for (int i = 0; i < Responder.MAX_PENDING + 10; i++) {
            Node each = new Node(
                    network, "198.51." + i / 100 + "." + (i % 100 + 1), EndpointSettings.client(large, SECRET));
            each.endpoint.open(EndpointDiscriminator.ofUrl("rtmfp://host/app"), List.of(busy.address), each);
        }
        network.run(Duration.ofSeconds(1));
        assertThat(busy.drops(DropReason.OVERLOADED)).isEqualTo(10);

        client.endpoint.open(EndpointDiscriminator.ofUrl("rtmfp://host/app"), List.of(busy.address), client);
        network.run(Duration.ofSeconds(1));
        assertThat(busy.sessions).hasSize(1);
    }

    @Test
    void floodsOfHellosCostLittleAndLeaveNothing() {
        open(client);
        List<byte[]> hellos = new ArrayList<>();
        Endpoint forger = new Endpoint(
                EndpointSettings.client(CLIENT, SECRET),
                opened -> flow -> null,
                new Endpoint.Environment(
                        network.clock,
                        network.random,
                        (bytes, length, to) -> hellos.add(Arrays.copyOf(bytes, length))));
        forger.open(EndpointDiscriminator.ofUrl("rtmfp://host/app"), List.of(server.address), client);
        byte[] hello = hellos.get(0);
        long before = network.sent;
        for (int i = 0; i < 50_000; i++) {
            InetSocketAddress from = new InetSocketAddress("203.0.113." + (i % 250 + 1), 1024 + i % 60_000);
            server.endpoint.receive(hello, 0, hello.length, from);
        }

        assertThat(network.sent - before).isEqualTo(StartupBudget.BURST);
        assertThat(server.drops(DropReason.OVERLOADED)).isEqualTo(50_000 - StartupBudget.BURST);
        assertThat(server.endpoint.sessionCount()).isEqualTo(1);
        transfer(client, server, 3000);
        assertThat(server.messages).hasSize(3000);
        network.run(Duration.ofSeconds(1));
        open(new Node(
                network, "192.0.2.3", EndpointSettings.client(Identity.client(Set.of(DhGroup.MODP_1024)), SECRET)));
        assertThat(server.endpoint.sessionCount()).isEqualTo(2);
    }

    @Test
    void garbageIsDroppedAndCounted() {
        open(client);
        Random random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            server.endpoint.receive(garbage, 0, garbage.length, client.address);
        }
        network.corruption = 0.3;
        transfer(client, server, 3000);

        assertThat(server.messages).hasSize(3000);
        assertThat(server.drops(DropReason.UNKNOWN_SESSION)).isPositive();
        assertThat(server.drops(DropReason.CORRUPT)).isPositive();
    }

    private void call(Node caller, Node peer) {
        caller.endpoint.open(
                EndpointDiscriminator.ofPeer(
                        peer.endpoint.settings().identity().certificate().fingerprint()),
                List.of(peer.address),
                caller);
    }

    private void open(Node from) {
        from.endpoint.open(EndpointDiscriminator.ofUrl("rtmfp://host/app"), List.of(server.address), from);
        assertThat(network.run(() -> !from.sessions.isEmpty(), Duration.ofSeconds(90)))
                .isTrue();
    }

    private void transfer(Node from, Node to, int count) {
        int expected = to.messages.size() + count;
        SendFlow flow = from.session().openFlow("f".getBytes(UTF_8), null, FlowSettings.NORMAL);
        for (int i = 0; i < count; i++) {
            flow.write(new byte[] {1, 2, 3}, Reliability.FULL);
        }
        from.session().flush();
        network.run(() -> to.messages.size() >= expected, Duration.ofSeconds(60));
    }

    private void assertMessagesPass() {
        transfer(client, server, 20);
        transfer(server, client, 20);
        assertThat(server.messages).hasSize(20);
        assertThat(client.messages).hasSize(20);
    }
}
