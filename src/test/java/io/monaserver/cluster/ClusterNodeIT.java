package io.monaserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.monaserver.cluster.share.ClusterShare;
import io.monaserver.common.Clock;
import io.monaserver.config.ConfigSources;
import io.monaserver.config.ServerConfig;
import io.monaserver.config.ShareConfig;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.ServerCall;
import io.monaserver.domain.ServerChannel;
import io.monaserver.domain.ServerInfo;
import io.monaserver.metrics.Metrics;
import io.monaserver.testkit.Certificates;
import io.monaserver.testkit.DnsServer;
import io.monaserver.testkit.FreePort;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes in one JVM, each with an actor system and a port of its own on 127.0.0.1. */
class ClusterNodeIT {

    private static final AtomicLong STARTS = new AtomicLong(1000);

    @TempDir
    Path dir;

    private String pekko = "cluster.log-info = on";

    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.cluster.close());
    }

    @Test
    void nodesJoinByTargetAndTellEachOtherWhatTheyAre() throws Exception {
        TestNode first = start("RTMP.publicHost=one.invalid");
        TestNode second = start("servers.targets=127.0.0.1:" + first.port + "?zone=b&name=x");

        awaitLinks(first, 1);
        awaitLinks(second, 1);

        ServerInfo seen = second.cluster.servers().get(0);
        assertThat(seen.address()).isEqualTo(first.address);
        assertThat(seen.isTarget()).isTrue();
        assertThat(seen.properties()).containsEntry("zone", "b").containsEntry("name", "x");
        assertThat(seen.configs()).containsEntry("RTMP.publicAddress", "one.invalid:1935");
        assertThat(first.cluster.servers().get(0).isTarget()).isFalse();
        assertThat(first.cluster.servers().get(0).properties()).containsEntry("zone", "b");
    }

    @Test
    void nodeThatStopsIsGoneAtOnce() throws Exception {
        TestNode first = start();
        TestNode second = start("servers.targets=127.0.0.1:" + first.port);
        awaitLinks(first, 1);

        second.cluster.close();

        awaitLinks(first, 0);
        assertThat(first.events).last().isInstanceOfSatisfying(ApplicationEvent.ServerDisconnected.class, gone -> {
            assertThat(gone.server().address()).isEqualTo(second.address);
            assertThat(gone.reason()).isEqualTo("the server stops");
        });
    }

    @Test
    void twoNodesThatNameEachOtherShareOneLink() throws Exception {
        int port = FreePort.next();
        TestNode second = start("servers.targets=127.0.0.1:" + port);
        TestNode first = startAt(port, "servers.targets=127.0.0.1:" + second.port);

        awaitLinks(first, 1);
        awaitLinks(second, 1);

        assertThat(first.cluster.servers().get(0).isTarget())
                .as("the later start is the initiator")
                .isTrue();
        assertThat(second.cluster.servers().get(0).isTarget()).isFalse();
    }

    @Test
    void targetThatComesLaterIsFound() throws Exception {
        int port = FreePort.next();
        TestNode early = start("servers.targets=127.0.0.1:" + port, "cluster.retry=300 ms");
        TestNode late = startAt(port);

        awaitLinks(early, 1);
        awaitLinks(late, 1);
    }

    @Test
    void clustersThatMeetBecomeOne() throws Exception {
        int port = FreePort.next();
        TestNode a = start("cluster.retry=300 ms");
        TestNode b = start("servers.targets=127.0.0.1:" + a.port, "cluster.retry=300 ms", "servers.links=all");
        TestNode c = startAt(port, "cluster.retry=300 ms");
        TestNode d = start(
                "servers.targets=127.0.0.1:" + port + ";127.0.0.1:" + b.port,
                "cluster.retry=300 ms",
                "servers.links=all");

        for (TestNode node : List.of(a, b, c, d)) {
            awaitLinks(node, 3);
        }
    }

    @Test
    void targetsOnlyShowsTheLinksOfTargetLines() throws Exception {
        TestNode hub = start();
        TestNode left = start("servers.targets=127.0.0.1:" + hub.port);
        TestNode right = start("servers.targets=127.0.0.1:" + hub.port);

        awaitLinks(hub, 2);
        awaitLinks(left, 1);
        awaitLinks(right, 1);
        assertThat(left.cluster.servers().get(0).address()).isEqualTo(hub.address);
    }

    @Test
    void callsOfAnySizeArriveInOrder() throws Exception {
        TestNode first = start();
        TestNode second = start("servers.targets=127.0.0.1:" + first.port);
        awaitLinks(first, 1);
        awaitLinks(second, 1);

        ServerChannel channel = second.channel();
        List<Integer> sizes = List.of(0, 10, 5_000_000, 20, 100_000, 3);
        sizes.forEach(size -> assertThat(channel.send(new ServerCall("f" + size, new byte[size])))
                .isNull());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(first.calls())
                        .extracting(call -> call.arguments().length)
                        .isEqualTo(sizes));
    }

    @Test
    void rejectedServerIsToldWhyAndComesBackAfterTheTimeOfARetry() throws Exception {
        TestNode first = start("cluster.retry=2 s");
        TestNode second = start("servers.targets=127.0.0.1:" + first.port, "cluster.retry=2 s");
        awaitLinks(first, 1);
        awaitLinks(second, 1);

        first.channel().reject("not you");

        for (TestNode node : List.of(first, second)) {
            awaitLinks(node, 0);
            assertThat(node.events)
                    .last()
                    .isInstanceOfSatisfying(
                            ApplicationEvent.ServerDisconnected.class,
                            gone -> assertThat(gone.reason()).isEqualTo("not you"));
        }
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(2))
                .until(() -> first.cluster.servers().isEmpty());
        awaitLinks(first, 1);
        awaitLinks(second, 1);
    }

    @Test
    void nodeWithAnotherSecretStaysAloneAndOneWithTheSameJoins() throws Exception {
        TestNode first = start("cluster.secret=right");
        TestNode stranger = start("servers.targets=127.0.0.1:" + first.port, "cluster.secret=wrong");
        TestNode friend = start("servers.targets=127.0.0.1:" + first.port, "cluster.secret=right");

        awaitLinks(friend, 1);
        awaitLinks(first, 1);
        assertThat(first.cluster.servers().get(0).address()).isEqualTo(friend.address);
        assertThat(first.cluster.servers().get(0).configs()).doesNotContainValue("right");
        assertThat(stranger.cluster.servers()).isEmpty();
    }

    @Test
    void secondNodeOfANameIsRefusedUntilTheFirstHasGone() throws Exception {
        TestNode first = start("cluster.nodeName=a", "cluster.retry=500 ms");
        TestNode second =
                start("servers.targets=127.0.0.1:" + first.port, "cluster.nodeName=b", "cluster.retry=500 ms");
        awaitLinks(first, 1);
        TestNode namesake = start(
                "servers.targets=127.0.0.1:" + first.port + ";127.0.0.1:" + second.port,
                "cluster.nodeName=b",
                "cluster.retry=500 ms");

        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(4))
                .until(() -> namesake.cluster.servers().isEmpty());
        second.cluster.close();

        awaitLinks(namesake, 1);
    }

    @Test
    void linksAreEncryptedAndBothSidesProveWhoTheyAre() throws Exception {
        Certificates ours = Certificates.create(dir.resolve("ours"));
        Certificates theirs = Certificates.create(dir.resolve("theirs"));
        TestNode first = start(ours.settings("one"));
        TestNode second = startWith(ours.settings("two"), "servers.targets=127.0.0.1:" + first.port);
        TestNode stranger = startWith(theirs.settings("three"), "servers.targets=127.0.0.1:" + first.port);
        TestNode plain = start("servers.targets=127.0.0.1:" + first.port);

        awaitLinks(first, 1);
        awaitLinks(second, 1);
        assertThat(stranger.cluster.servers()).isEmpty();
        assertThat(plain.cluster.servers()).isEmpty();
    }

    @Test
    void nodesFindEachOtherByServicesAndAddressesInDnsThatKnowsThemLater() throws Exception {
        try (DnsServer dns = new DnsServer()) {
            pekko = "io.dns.async-dns.nameservers = [\"127.0.0.1:" + dns.port() + "\"]";
            String services = "servers.dns=_servers._tcp.mona.test";
            TestNode first = start(services, "cluster.retry=300 ms");
            TestNode second = start(services, "cluster.retry=300 ms");
            int port = FreePort.next();
            TestNode third = startAt(port, "servers.dns=all.mona.test", "cluster.retry=300 ms");
            dns.address("all.mona.test", "127.0.0.1", "127.0.0.9");
            dns.address("here.mona.test", "127.0.0.1");
            dns.service(
                    "_servers._tcp.mona.test",
                    new DnsServer.Service("here.mona.test", first.port),
                    new DnsServer.Service("here.mona.test", second.port));

            awaitLinks(first, 1);
            awaitLinks(second, 1);
            assertThat(third.cluster.servers()).isEmpty();

            dns.service("_servers._tcp.mona.test", new DnsServer.Service("here.mona.test", port));
            awaitLinks(first, 2);
            awaitLinks(third, 2);
        }
    }

    @Test
    void seedsLeadToTheOthersInAnyOrder() throws Exception {
        int port = FreePort.next();
        TestNode early = start("servers.seeds=127.0.0.1:" + port, "cluster.retry=300 ms");
        TestNode other = start("servers.seeds=127.0.0.1:" + port, "cluster.retry=300 ms");
        TestNode seed = startAt(port, "cluster.retry=300 ms");

        for (TestNode node : List.of(early, other, seed)) {
            awaitLinks(node, 2);
        }
    }

    @Test
    void takenPortIsSaid() throws Exception {
        TestNode first = start();

        assertThatThrownBy(() -> startAt(first.port))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining(Integer.toString(first.port));
    }

    private TestNode startWith(String[] settings, String assignment) throws Exception {
        return start(Stream.concat(Stream.of(settings), Stream.of(assignment)).toArray(String[]::new));
    }

    private TestNode start(String... assignments) throws Exception {
        return startAt(FreePort.next(), assignments);
    }

    private TestNode startAt(int port, String... assignments) throws Exception {
        List<String> all = new ArrayList<>(List.of(assignments));
        all.add("servers.port=" + port);
        all.add("host=127.0.0.1");
        ServerConfig config = ServerConfig.load(new ConfigSources(Path.of("target/none"), true, null, all, Map.of()));
        TestNode node = new TestNode(config);
        nodes.add(node);
        node.address = node.cluster.start().get(20, TimeUnit.SECONDS);
        node.cluster.join();
        node.port = node.address.getPort();
        return node;
    }

    private static void awaitLinks(TestNode node, int count) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(node.cluster.servers()).hasSize(count));
    }

    private final class TestNode {
        private final List<ApplicationEvent> events = new CopyOnWriteArrayList<>();
        private final ClusterNode cluster;
        private InetSocketAddress address = new InetSocketAddress(0);
        private int port;

        ServerChannel channel() {
            return ((ApplicationEvent.ServerConnected) events.get(events.size() - 1)).channel();
        }

        List<ServerCall> calls() {
            return events.stream()
                    .filter(ApplicationEvent.ServerCalled.class::isInstance)
                    .flatMap(event -> ((ApplicationEvent.ServerCalled) event).calls().stream())
                    .toList();
        }

        private void onEvent(ApplicationEvent event) {
            events.add(event);
            if (event instanceof ApplicationEvent.ServerCalled called) {
                called.handled().run();
            }
        }

        TestNode(ServerConfig config) {
            LocalServer local = new LocalServer(
                    config.servers(),
                    config.cluster(),
                    config.general().host(),
                    "public.invalid",
                    STARTS.incrementAndGet(),
                    config.entries());
            cluster = new ClusterNode(
                    local,
                    ConfigFactory.parseString(pekko),
                    new ClusterNode.Watchers(this::onEvent, new ClusterShare(ShareConfig.NOTHING, Clock.SYSTEM)),
                    Metrics.NONE,
                    Clock.SYSTEM);
        }
    }
}
