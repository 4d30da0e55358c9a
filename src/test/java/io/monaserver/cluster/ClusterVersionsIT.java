package io.monaserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.testkit.Hosts;
import io.monaserver.testkit.ServerGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers of different versions of messages, as during a rolling restart. */
class ClusterVersionsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SCRIPT = "function onConnection(client) end";

    @TempDir
    private Path dir;

    /** Servers that claim these versions. */
    private record Versions(int... versions) implements Hosts {

        @Override
        public String address(int number) {
            return "127.0.0.1";
        }

        @Override
        public List<String> enter(int number) {
            return List.of("env", "JDK_JAVA_OPTIONS=-Dmonaserver.cluster.version=" + versions[number]);
        }
    }

    @Test
    void serverOfTheNextVersionSharesWithThisOne() throws Exception {
        try (ServerGroup group = new ServerGroup(new Versions(1, 2), dir, 2, SCRIPT);
                Population clients = new Population(group)) {
            group.start(0);
            group.start(1);
            group.awaitLinked(LIMIT, List.of(0, 1));
            clients.settle(0);
            clients.settle(1);

            clients.assertAllPlays(LIMIT);
        }
    }

    @Test
    void serverOfTheVersionAfterIsRefusedWithOneLineOnBothSides() throws Exception {
        try (ServerGroup group = new ServerGroup(new Versions(1, 3), dir, 2, SCRIPT, "cluster.retry=1 s")) {
            group.start(0);
            group.start(1);

            await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> {
                assertThat(refusals(group, 0))
                        .singleElement()
                        .asString()
                        .endsWith("version of messages: 2 to 3 (expected: 1 to 1)");
                assertThat(refusals(group, 1))
                        .singleElement()
                        .asString()
                        .endsWith("version of messages: 1 to 1 (expected: 2 to 3)");
            });
            assertThat(group.links(0)).isEmpty();
            assertThat(group.links(1)).isEmpty();
        }
    }

    private static List<String> refusals(ServerGroup group, int number) throws Exception {
        return group.server(number)
                .errors()
                .lines()
                .filter(line -> line.contains("refused"))
                .toList();
    }
}
