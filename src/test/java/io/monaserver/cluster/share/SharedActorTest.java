package io.monaserver.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedActorTest {

    private static final int ROUNDS = 2000;
    private static final long LONGEST_START_NS = 200_000;

    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "shared-actor");

    @AfterEach
    void stop() {
        system.terminate();
    }

    /** As someone who joins a group while the cluster's actor system starts. */
    @Test
    void changeBesideAStartIsSeenOrTold() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            AtomicBoolean isThere = new AtomicBoolean();
            CompletableFuture<Boolean> known = new CompletableFuture<>();
            SharedActor<String> actor = new SharedActor<>("round-" + round);
            CyclicBarrier together = new CyclicBarrier(2);
            CompletableFuture<Void> change = CompletableFuture.runAsync(() -> {
                await(together);
                // So that in some rounds the change falls between the actor's look and the end of its start.
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_START_NS));
                isThere.set(true);
                actor.tell("changed");
            });
            await(together);
            actor.start(system, watcher(isThere, known));

            change.get(10, TimeUnit.SECONDS);
            assertThat(known.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Behavior<String> watcher(AtomicBoolean isThere, CompletableFuture<Boolean> known) {
        return Behaviors.setup(context -> {
            if (isThere.get()) {
                known.complete(true);
            }
            return Behaviors.receiveMessage(changed -> {
                known.complete(isThere.get());
                return Behaviors.same();
            });
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
