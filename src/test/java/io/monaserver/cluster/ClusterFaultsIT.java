package io.monaserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.testkit.ServerGroup;
import io.monaserver.testkit.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers in processes of their own: one is killed, one stopped for longer than it takes to be given up, one asked to
 * end; then all find each other again.
 */
class ClusterFaultsIT {

    private static final long SEED = Long.getLong("cluster.soak.seed", 7);
    private static final int SERVERS = Integer.getInteger("cluster.soak.servers", 3);
    private static final int FAULTS = 3;

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final String SCRIPT = """
            got = ""
            function onServerConnection(server)
              function server:word(text) got = text end
            end
            function onConnection(client)
              function client:say(options) return mona.servers:broadcast("word", options.text) end
              function client:heard() return got end
            end
            """;

    @TempDir
    Path dir;

    private final Random random = new Random(SEED);

    @Test
    void allFindEachOtherAgainAfterEachFault() throws Exception {
        try (ServerGroup group = new ServerGroup(
                dir, SERVERS, SCRIPT, "cluster.unreachableAfter=3 s", "cluster.forgetAfter=6 s", "cluster.retry=1 s")) {
            List<Integer> all =
                    new ArrayList<>(IntStream.range(0, SERVERS).boxed().toList());
            Collections.shuffle(all, random);
            for (int number : all) {
                group.start(number);
            }
            group.awaitLinked(LIMIT, all);
            for (int fault = 0; fault < FAULTS; fault++) {
                int victim = random.nextInt(SERVERS);
                strike(group, fault, victim, all);
                group.awaitLinked(LIMIT, all);
                assertThat(isHeardByAll(group, victim, "after fault " + fault))
                        .as("seed %s, fault %s", SEED, fault)
                        .isTrue();
            }
        }
    }

    private static void strike(ServerGroup group, int kind, int victim, List<Integer> all) throws Exception {
        List<Integer> others = all.stream().filter(number -> number != victim).toList();
        ServerProcess server = group.server(victim);
        if (kind == 0) {
            server.kill();
            server.awaitExit();
            group.awaitLinked(Duration.ofSeconds(15), others);
            group.start(victim);
        } else if (kind == 1) {
            server.signal("STOP");
            group.awaitLinked(Duration.ofSeconds(15), others);
            server.signal("CONT");
        } else {
            server.terminate();
            server.awaitExit();
            group.awaitLinked(Duration.ofSeconds(5), others);
            group.start(victim);
        }
    }

    private static boolean isHeardByAll(ServerGroup group, int speaker, String text) throws Exception {
        String query = "text=" + text.replace(' ', '_');
        boolean isSent = group.call(speaker, "say", query).asBoolean();
        for (int number = 0; number < group.size(); number++) {
            int listener = number;
            if (listener != speaker) {
                org.awaitility.Awaitility.await()
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> group.call(listener, "heard", "").asText().equals(text.replace(' ', '_')));
            }
        }
        return isSent;
    }
}
