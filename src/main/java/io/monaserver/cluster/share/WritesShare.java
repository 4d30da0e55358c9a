package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ddata.Key;

/**
 * Tells all nodes what this one writes, and this one what the others wrote. What it begins with is told too, so that
 * nothing is lost when the cluster's actor system starts again or two clusters become one.
 */
final class WritesShare extends AbstractBehavior<WritesShare.Command> {

    private static final int BUCKETS = 64;
    private static final Duration GATHERING = Duration.ofMillis(10);

    sealed interface Command {}

    /** This node has written. */
    record Written(String key, Write write) implements Command {}

    private record Replicated(Replicas.Change<LastWrites> change) implements Command {}

    private enum Tell implements Command {
        INSTANCE
    }

    private static final class BucketKey extends Key<LastWrites> {

        private static final long serialVersionUID = 1;

        BucketKey(String name, int bucket) {
            super(name + "/" + bucket);
        }
    }

    private final String name;
    private final KnownWrites known;
    private final BiConsumer<String, Write> apply;
    private final TimerScheduler<Command> timers;
    private final Replicas<LastWrites> replicas;
    private final Map<Integer, Map<String, Write>> untold = new HashMap<>();

    /**
     * Shares one kind of values.
     *
     * @param name of the kind
     * @param known kept up to date
     * @param apply given another node's writes when they are later than what was known
     */
    static Behavior<Command> create(String name, KnownWrites known, BiConsumer<String, Write> apply) {
        return Behaviors.withTimers(timers -> Behaviors.setup(context -> {
            WritesShare share = new WritesShare(context, timers, name, known, apply);
            share.subscribe();
            known.all().forEach(share::tellSoon);
            return share;
        }));
    }

    private WritesShare(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            String name,
            KnownWrites known,
            BiConsumer<String, Write> apply) {
        super(context);
        this.timers = timers;
        this.name = name;
        this.known = known;
        this.apply = apply;
        this.replicas = new Replicas<>(context, LastWrites.NONE, Replicated::new);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Written.class, this::onWritten)
                .onMessage(Tell.class, tell -> onTell())
                .onMessage(Replicated.class, this::onReplicated)
                .build();
    }

    private void subscribe() {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            replicas.subscribe(new BucketKey(name, bucket));
        }
    }

    private Behavior<Command> onWritten(Written written) {
        tellSoon(written.key(), written.write());
        return this;
    }

    private void tellSoon(String key, Write write) {
        int bucket = ShardKey.bucketOf(key, BUCKETS);
        untold.computeIfAbsent(bucket, number -> new HashMap<>()).put(key, write);
        if (!timers.isTimerActive(Tell.INSTANCE)) {
            timers.startSingleTimer(Tell.INSTANCE, GATHERING);
        }
    }

    private Behavior<Command> onTell() {
        untold.forEach((bucket, writes) -> replicas.update(new BucketKey(name, bucket), before -> before.with(writes)));
        untold.clear();
        return this;
    }

    private Behavior<Command> onReplicated(Replicated message) {
        message.change().value().writes().forEach((key, write) -> {
            if (known.accept(key, write)) {
                apply.accept(key, write);
            }
        });
        return this;
    }
}
