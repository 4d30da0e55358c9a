package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.typed.javadsl.DistributedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.cluster.ddata.typed.javadsl.ReplicatorMessageAdapter;

/**
 * Tells all nodes what this one writes, and this one what the others wrote. What it begins with is told too, so that
 * nothing is lost when the cluster's actor system starts again or two clusters become one.
 */
final class WritesShare extends AbstractBehavior<WritesShare.Command> {

    private static final Duration GATHERING = Duration.ofMillis(10);
    private static final Replicator.WriteConsistency EVERYWHERE = new Replicator.WriteAll(Duration.ofSeconds(2));

    sealed interface Command {}

    /** This node has written. */
    record Written(String key, Write write) implements Command {}

    private record Replicated(Replicator.SubscribeResponse<LastWrites> response) implements Command {}

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
    private final ActorRef<Replicator.Command> replicator;
    private final Map<Integer, Map<String, Write>> untold = new HashMap<>();

    /**
     * Shares one kind of values.
     *
     * @param name of the kind
     * @param known kept up to date
     * @param apply given another node's writes when they are later than what was known
     */
    static Behavior<Command> create(String name, KnownWrites known, BiConsumer<String, Write> apply) {
        return Behaviors.withTimers(timers -> DistributedData.withReplicatorMessageAdapter(
                (ReplicatorMessageAdapter<Command, LastWrites> adapter) -> Behaviors.setup(context -> {
                    for (int bucket = 0; bucket < ShardKey.BUCKETS; bucket++) {
                        adapter.subscribe(new BucketKey(name, bucket), Replicated::new);
                    }
                    WritesShare share = new WritesShare(context, timers, name, known, apply);
                    known.all().forEach(share::tellSoon);
                    return share;
                })));
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
        this.replicator = DistributedData.get(context.getSystem()).replicator();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Written.class, this::onWritten)
                .onMessage(Tell.class, tell -> onTell())
                .onMessage(Replicated.class, this::onReplicated)
                .build();
    }

    private Behavior<Command> onWritten(Written written) {
        tellSoon(written.key(), written.write());
        return this;
    }

    private void tellSoon(String key, Write write) {
        int bucket = ShardKey.bucketOf(key);
        untold.computeIfAbsent(bucket, number -> new HashMap<>()).put(key, write);
        if (!timers.isTimerActive(Tell.INSTANCE)) {
            timers.startSingleTimer(Tell.INSTANCE, GATHERING);
        }
    }

    private Behavior<Command> onTell() {
        untold.forEach((bucket, writes) -> replicator.tell(new Replicator.Update<>(
                new BucketKey(name, bucket),
                LastWrites.NONE,
                EVERYWHERE,
                getContext().getSystem().ignoreRef(),
                before -> before.with(writes))));
        untold.clear();
        return this;
    }

    private Behavior<Command> onReplicated(Replicated message) {
        if (message.response() instanceof Replicator.Changed<LastWrites> changed) {
            changed.dataValue().writes().forEach((key, write) -> {
                if (known.accept(key, write)) {
                    apply.accept(key, write);
                }
            });
        }
        return this;
    }
}
