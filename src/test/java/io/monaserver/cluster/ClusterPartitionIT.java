package io.monaserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.testkit.Namespaces;
import io.monaserver.testkit.ServerGroup;
import io.monaserver.testkit.SteadyClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that falls in two for longer than it takes to be given up, and heals without anybody's help. */
class ClusterPartitionIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String SCRIPT = "function onConnection(client) end";
    private static final List<Integer> ONE_SIDE = List.of(0, 1);
    private static final List<Integer> OTHER_SIDE = List.of(2, 3, 4);
    private static final int SIZE = 5;

    @TempDir
    private Path dir;

    @BeforeEach
    void network() {
        Namespaces.assumeAvailable();
    }

    @Test
    void bothSidesServeOnAndTheOlderOfTwoPublishersStays() throws Exception {
        try (Namespaces network = new Namespaces(SIZE);
                ServerGroup group = new ServerGroup(
                        network,
                        dir,
                        SIZE,
                        SCRIPT,
                        "cluster.unreachableAfter=2 s",
                        "cluster.forgetAfter=4 s",
                        "cluster.retry=1 s");
                Population clients = new Population(group)) {
            for (int number = 0; number < SIZE; number++) {
                group.start(number);
                clients.settle(number);
            }
            group.awaitLinked(LIMIT, List.of(0, 1, 2, 3, 4));

            network.isolate(Set.copyOf(ONE_SIDE));
            group.awaitLinked(LIMIT, ONE_SIDE);
            group.awaitLinked(LIMIT, OTHER_SIDE);
            try (SteadyClient older = SteadyClient.publish(group.rtmp(0), "tv");
                    SteadyClient younger = SteadyClient.publish(group.rtmp(4), "tv")) {
                awaitForgotten(group);
                assertThat(younger.isTold("BadName")).isFalse();
                network.heal();

                group.awaitLinked(LIMIT, List.of(0, 1, 2, 3, 4));
                await().atMost(LIMIT).until(() -> younger.isTold("BadName"));
                assertThat(older.isTold("BadName")).isFalse();
                assertThat(older.isGone() || younger.isGone()).isFalse();
                clients.assertAllPlays(LIMIT);
                clients.assertNobodyDropped("in the end");
            }
        }
    }

    private static void awaitForgotten(ServerGroup group) {
        await().atMost(LIMIT)
                .until(() -> group.server(0).errors().contains("forgotten")
                        && group.server(4).errors().contains("forgotten"));
    }
}
