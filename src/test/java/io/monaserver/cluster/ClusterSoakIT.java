package io.monaserver.cluster;

import io.monaserver.testkit.Namespaces;
import io.monaserver.testkit.ServerGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random faults of servers with clients, on hosts of their own. After each the servers find each other; in the end
 * every name plays everywhere, and no client was dropped but those of servers that were ended.
 */
class ClusterSoakIT {

    private static final long SEED = Long.getLong("cluster.soak.seed", 7);
    private static final int SERVERS = Integer.getInteger("cluster.soak.servers", 3);
    private static final int FAULTS = Integer.getInteger("cluster.soak.faults", 50);

    /** So that fifty faults take at least a quarter of an hour. */
    private static final Duration PACE = Duration.ofSeconds(18);

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String SCRIPT = "function onConnection(client) end";

    @TempDir
    private Path dir;

    @BeforeEach
    void network() {
        Namespaces.assumeAvailable();
    }

    @Test
    @Tag("soak")
    void manyFaultsLeaveEverythingInOrder() throws Exception {
        run(SERVERS, FAULTS, PACE);
    }

    @Test
    void fewFaultsLeaveEverythingInOrder() throws Exception {
        run(3, 2, Duration.ZERO);
    }

    private void run(int size, int faults, Duration pace) throws Exception {
        try (Namespaces network = new Namespaces(size);
                ServerGroup group = new ServerGroup(
                        network,
                        dir,
                        size,
                        SCRIPT,
                        "cluster.unreachableAfter=3 s",
                        "cluster.forgetAfter=6 s",
                        "cluster.retry=1 s");
                Population clients = new Population(group)) {
            Faults all = new Faults(group, clients, network, new Random(SEED));
            for (int number : all.all()) {
                group.start(number);
                clients.settle(number);
            }
            group.awaitLinked(LIMIT, all.all());
            long start = System.nanoTime();
            for (int fault = 0; fault < faults; fault++) {
                String what = "after fault " + fault + " of seed " + SEED + ": " + all.strikeAnyhow();
                report(start, what);
                try {
                    group.awaitLinked(LIMIT, all.all());
                } catch (org.awaitility.core.ConditionTimeoutException e) {
                    throw new AssertionError("not linked again " + what, e);
                }
                report(start, "linked again");
                clients.assertNobodyDropped(what);
                long left = start + (fault + 1) * pace.toNanos() - System.nanoTime();
                LockSupport.parkNanos(Math.max(0, left));
            }
            clients.assertAllPlays(LIMIT);
            clients.assertNobodyDropped("in the end");
        }
    }

    private static void report(long start, String what) {
        System.out.printf("%6.1f s %s%n", (System.nanoTime() - start) / 1e9, what);
    }
}
