package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.common.ClientId;
import io.monaserver.common.Clock;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Newcomer;
import io.monaserver.domain.Referral;
import io.monaserver.domain.Referral.Place;
import io.monaserver.domain.ReferralWishes.Wish;
import io.monaserver.domain.ServerInfo;
import io.monaserver.testkit.RecordingChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts may return where they refer somebody who is no client yet. */
class ReferralEventsTest {

    @TempDir
    static Path dir;

    private static ScriptFixture scripts;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(dir.resolve("www"));
        Files.writeString(dir.resolve("www/main.lua"), """
                function onRendezVousUnknown(protocol, peerId)
                  if protocol == "RTMFP" and #peerId == 32 then return "192.0.2.9:1935" end
                end
                """);
        scripts = new ScriptFixture(dir, Clock.SYSTEM);
    }

    @AfterAll
    static void stop() {
        scripts.close();
    }

    private static Referral handshake(String path, Map<String, String> properties, int attempts) {
        Newcomer newcomer = new Newcomer("RTMFP", new InetSocketAddress("192.0.2.1", 4000), path, properties, attempts);
        return scripts.ask(reply -> new ApplicationEvent.Handshaking(newcomer, reply));
    }

    private static Place at(String host, int port) {
        return new Place.At(new InetSocketAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'192.0.2.2:1936'",
                "mona:createSocketAddress('192.0.2.2:1936')",
                "{'192.0.2.2:1936'}",
                "{a={mona:createSocketAddress('192.0.2.2',1936)}}",
                "nil, '192.0.2.2:1936', '192.0.2.2:1936'",
                "'example.com:1935', '192.0.2.2:1936'",
            })
    void addressesComeInManyForms(String result) {
        String path = "/form" + Math.abs(result.hashCode());
        scripts.write(path.substring(1), "function onHandshake() return " + result + " end");

        assertThat(handshake(path, Map.of(), 1)).isEqualTo(new Referral.To(List.of(at("192.0.2.2", 1936))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'again'", "'myself'", "'0.0.0.0:1935'"})
    void thisServerHasSeveralNames(String result) {
        String path = "/myself" + Math.abs(result.hashCode());
        scripts.write(path.substring(1), "function onHandshake() return {'[::1]:9', " + result + "} end");

        assertThat(handshake(path, Map.of(), 1)).isEqualTo(new Referral.To(List.of(at("::1", 9), Place.MYSELF)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nil", "false", "nowhere", "error('no')", "{}"})
    void anythingElseIsNoReferral(String result) {
        String path = "/none" + Math.abs(result.hashCode());
        scripts.write(path.substring(1), "function onHandshake() return " + result + " end");

        assertThat(handshake(path, Map.of(), 1)).isEqualTo(Referral.NONE);
    }

    @Test
    void theUrlAndTheAttemptsDecide() {
        scripts.write("balance", """
                function onHandshake(address, path, properties, attempts)
                  if path == "/balance" and address == "192.0.2.1:4000" and attempts > properties.acceptable then
                    return "192.0.2.3:1935"
                  end
                end
                """);

        assertThat(handshake("/balance", Map.of("acceptable", "2"), 2)).isEqualTo(Referral.NONE);
        assertThat(handshake("/balance", Map.of("acceptable", "2"), 3))
                .isEqualTo(new Referral.To(List.of(at("192.0.2.3", 1935))));
        assertThat(scripts.lane.wishes().handshake("/balance")).isEqualTo(Wish.ASKS);
        assertThat(scripts.lane.wishes().handshake("")).isEqualTo(Wish.SILENT);
        assertThat(scripts.lane.wishes().handshake("/never")).isEqualTo(Wish.UNKNOWN);
    }

    @Test
    void applicationsThatDoNotExistReferNobody() {
        assertThat(handshake("/missing", Map.of(), 1)).isEqualTo(Referral.NONE);
    }

    @Test
    void serversAndTheirCollectionsAreLeftToWhoeverKnowsTheirAddresses() {
        ServerInfo server = new ServerInfo(
                "one", new InetSocketAddress("192.0.2.4", 25520), "host.example", true, Map.of(), Map.of());
        scripts.applications.tell(new ApplicationEvent.ServerConnected(server, new RecordingChannel()));
        scripts.write("servers", """
                function onHandshake(address, path, properties, attempts)
                  return ({mona.servers[1], mona.servers, mona.servers.targets})[attempts]
                end
                """);

        for (int form = 1; form <= 3; form++) {
            assertThat(handshake("/servers", Map.of(), form))
                    .isEqualTo(new Referral.To(List.of(new Place.Server(server))));
        }
    }

    @Test
    void theRootApplicationKnowsWhereUnknownPeersAre() {
        ClientId peer = ClientId.of(new byte[ClientId.SIZE]);

        assertThat(scripts.lane.wishes().rendezvous()).isTrue();
        assertThat(scripts.<Referral>ask(reply -> new ApplicationEvent.PeerSought("RTMFP", peer, reply)))
                .isEqualTo(new Referral.To(List.of(at("192.0.2.9", 1935))));
    }
}
