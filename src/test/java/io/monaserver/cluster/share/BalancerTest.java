package io.monaserver.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.config.ShareConfig.Balancing;
import io.monaserver.domain.Referral;
import io.monaserver.domain.Referral.Place;
import io.monaserver.domain.ServerInfo;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BalancerTest {

    private final Random random = new Random(1);
    private final List<Node> nodes = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6})
    void newcomersAreDrawnEvenlyAndNobodyIsSentTwice(int count) {
        cluster(count, Balancing.ROUND_ROBIN);
        for (int i = 0; i < 3000; i++) {
            Node called = nodes.get(random.nextInt(count));
            byte[] key = key();
            List<Node> offered = called.place(key);
            assertThat(offered).hasSizeLessThanOrEqualTo(3).doesNotContain(called);
            offered.forEach(node -> assertThat(node.place(key)).isEmpty());
            (offered.isEmpty() ? called : offered.get(random.nextInt(offered.size()))).sessions++;
        }

        nodes.forEach(node -> assertThat(node.sessions).isBetween(2200L / count, 4000L / count));
    }

    @Test
    void whoeverComesAgainIsLetIn() {
        cluster(2, Balancing.ROUND_ROBIN);

        for (int i = 0; i < 100; i++) {
            assertThat(nodes.get(0).balancer.place("RTMFP", key(), 2)).isEqualTo(Referral.NONE);
        }
    }

    @Test
    void newcomersGoWhereThereIsClearlyLessToDo() {
        cluster(3, Balancing.LEAST_LOADED);
        assertThat(nodes.get(0).place(key())).isEmpty();
        nodes.get(0).sessions = 100;
        nodes.get(1).sessions = 50;
        tell();

        assertThat(nodes.get(0).place(key())).containsExactly(nodes.get(2), nodes.get(1));
        assertThat(nodes.get(1).place(key())).containsExactly(nodes.get(2));
        assertThat(nodes.get(2).place(key())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"ROUND_ROBIN", "LEAST_LOADED"})
    void nobodyIsSentToWhoDrains(Balancing policy) {
        cluster(3, policy);
        nodes.get(0).sessions = 100;
        nodes.get(2).balancer.leave();
        tell();

        for (int i = 0; i < 100; i++) {
            assertThat(nodes.get(0).place(key())).doesNotContain(nodes.get(2));
        }
        nodes.get(1).balancer.leave();
        tell();

        for (int i = 0; i < 100; i++) {
            assertThat(nodes.get(0).place(key())).isEmpty();
        }
    }

    @Test
    void busyMachineGetsFewer() {
        cluster(2, Balancing.LEAST_LOADED);
        nodes.forEach(node -> node.sessions = 100);
        nodes.get(0).balancer.processors(90);
        tell();

        assertThat(nodes.get(0).place(key())).containsExactly(nodes.get(1));
        assertThat(nodes.get(1).place(key())).isEmpty();
    }

    /** What was sent there counts before it is told. */
    @Test
    void crowdIsSpread() {
        cluster(2, Balancing.LEAST_LOADED);
        nodes.get(0).sessions = 100;
        tell();
        int sent = 0;
        for (int i = 0; i < 500; i++) {
            sent += nodes.get(0).place(key()).size();
        }

        assertThat(sent).isBetween(80, 100);
    }

    @Test
    void serverWithoutTheProtocolOrTheLinkIsNoChoice() {
        cluster(2, Balancing.LEAST_LOADED);
        Balancer balancer = nodes.get(0).balancer;
        nodes.get(0).sessions = 1000;
        balancer.down(nodes.get(1).info("127.0.0.1:1936"));
        assertThat(nodes.get(0).place(key())).isEmpty();
        balancer.up(nodes.get(1).info(""));
        balancer.load(nodes.get(1).address(), new Load(0, 0, false));

        assertThat(nodes.get(0).place(key())).isEmpty();
    }

    private void cluster(int count, Balancing policy) {
        for (int i = 0; i < count; i++) {
            nodes.add(new Node(i, policy));
        }
        for (Node node : nodes) {
            node.balancer.self(node.address());
            nodes.stream()
                    .filter(other -> other != node)
                    .forEach(other -> node.balancer.up(other.info("127.0.0.1:" + (1935 + other.index))));
        }
        tell();
    }

    private void tell() {
        nodes.forEach(node -> nodes.forEach(other -> node.balancer.load(other.address(), other.balancer.own())));
    }

    private byte[] key() {
        byte[] key = new byte[16];
        random.nextBytes(key);
        return key;
    }

    private final class Node {

        private final int index;
        private final Balancer balancer;
        private long sessions;

        Node(int index, Balancing policy) {
            this.index = index;
            this.balancer = new Balancer(policy, () -> sessions);
        }

        String address() {
            return "mona-cluster@192.0.2." + index + ":25520";
        }

        ServerInfo info(String rtmfp) {
            return new ServerInfo(
                    address() + "#7",
                    new InetSocketAddress("192.0.2." + index, 25520),
                    "host",
                    false,
                    Map.of(),
                    Map.of("RTMFP.publicAddress", rtmfp));
        }

        /** Whom it offers to somebody who comes for the first time. */
        List<Node> place(byte[] key) {
            return balancer.place("RTMFP", key, 1) instanceof Referral.To to
                    ? to.places().stream().map(this::node).toList()
                    : List.of();
        }

        private Node node(Place place) {
            String id = ((Place.Server) place).server().id();
            return nodes.stream()
                    .filter(node -> id.startsWith(node.address()))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
