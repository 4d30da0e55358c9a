package io.monaserver.cluster;

import io.monaserver.testkit.Namespaces;
import io.monaserver.testkit.ServerGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What may befall a group of servers. Each fault is over when its method returns; the servers then find each other. */
final class Faults {

    private final ServerGroup group;
    private final Population clients;
    private final @Nullable Namespaces network;
    private final Random random;
    private final int kinds;

    /** Without a network there are only faults of processes. */
    Faults(ServerGroup group, Population clients, @Nullable Namespaces network, Random random) {
        this.group = group;
        this.clients = clients;
        this.network = network;
        this.random = random;
        if (network == null) {
            kinds = 4;
        } else {
            kinds = Namespaces.canDelay() ? 9 : 8;
        }
    }

    /** One of all that can happen; says what it was. */
    String strikeAnyhow() throws Exception {
        int victim = random.nextInt(group.size());
        int other = (victim + 1 + random.nextInt(group.size() - 1)) % group.size();
        Duration time = Duration.ofMillis(1_000 + random.nextInt(11_000));
        int kind = random.nextInt(kinds);
        String what = List.of("kill", "stop", "end", "storm", "part", "isolate", "cut", "lose", "delay")
                        .get(kind) + " " + victim + " (" + other + ", " + time.toMillis() + " ms)";
        switch (kind) {
            case 0 -> kill(victim, time);
            case 1 -> stop(victim, time);
            case 2 -> end(victim, time);
            case 3 -> storm(victim);
            case 4 -> part(() -> network().part(victim, other), time);
            case 5 -> part(() -> network().isolate(Set.of(victim)), time);
            case 6 -> part(() -> network().cut(victim, other), time);
            case 7 -> part(() -> network().lose(victim, 5 + random.nextInt(40)), time);
            default -> part(() -> network().delay(victim, 50 + random.nextInt(950)), time);
        }
        return what;
    }

    /** The process dies and is started again after a time. */
    void kill(int victim, Duration time) throws Exception {
        clients.leave(victim);
        group.server(victim).kill();
        group.server(victim).awaitExit();
        pass(time);
        revive(victim);
    }

    /** The process stands still for a time. */
    void stop(int victim, Duration time) throws Exception {
        group.server(victim).signal("STOP");
        pass(time);
        group.server(victim).signal("CONT");
    }

    /** The process is asked to end, and is started again after a time. */
    void end(int victim, Duration time) throws Exception {
        clients.leave(victim);
        group.server(victim).terminate();
        group.server(victim).awaitExit();
        pass(time);
        revive(victim);
    }

    /** The process is killed and started again and again, faster than the others give it up. */
    void storm(int victim) throws Exception {
        clients.leave(victim);
        for (int i = 0; i < 3; i++) {
            group.server(victim).kill();
            group.server(victim).awaitExit();
            group.start(victim);
            pass(Duration.ofMillis(random.nextInt(4_000)));
        }
        clients.settle(victim);
    }

    /** The network is broken for a time. */
    void part(Runnable breaking, Duration time) {
        breaking.run();
        pass(time);
        network().heal();
    }

    List<Integer> all() {
        return new ArrayList<>(IntStream.range(0, group.size()).boxed().toList());
    }

    private void revive(int victim) throws Exception {
        group.start(victim);
        clients.settle(victim);
    }

    private Namespaces network() {
        if (network == null) {
            throw new IllegalStateException("no network to break");
        }
        return network;
    }

    /** The one thing to wait for is time. */
    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
