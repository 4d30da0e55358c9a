package io.monaserver.cluster.share;

import java.time.Duration;
import java.util.function.Function;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.ddata.DistributedData;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.ReplicatedData;
import org.apache.pekko.cluster.ddata.Replicator;

/**
 * One actor's way to the replicated data of the cluster. Through the classic replicator, because behind the typed one
 * an actor that subscribes to several keys cannot unsubscribe from one and subscribe to it again.
 */
final class Replicas<T extends ReplicatedData> {

    private static final Replicator.WriteConsistency EVERYWHERE = new Replicator.WriteAll(Duration.ofSeconds(2));

    private final ActorRef replicator;
    private final ActorRef subscriber;
    private final T nothing;

    /**
     * The data of one kind.
     *
     * @param nothing what a key has before the first write
     * @param changed makes a message to this actor of a change
     */
    <C> Replicas(ActorContext<C> context, T nothing, Function<Change<T>, C> changed) {
        this.nothing = nothing;
        this.replicator =
                DistributedData.get(Adapter.toClassic(context.getSystem())).replicator();
        this.subscriber = Adapter.toClassic(
                context.messageAdapter(Replicator.Changed.class, change -> changed.apply(of(change))));
    }

    /** What a key has now. */
    record Change<T>(String key, T value) {}

    /** Has the actor told what a key has, now and whenever it changes. */
    void subscribe(Key<T> key) {
        replicator.tell(new Replicator.Subscribe<>(key, subscriber), ActorRef.noSender());
    }

    void unsubscribe(Key<T> key) {
        replicator.tell(new Replicator.Unsubscribe<>(key, subscriber), ActorRef.noSender());
    }

    /** Writes here and tells all nodes at once; those that cannot be reached hear of it later. */
    void update(Key<T> key, Function<T, T> change) {
        replicator.tell(new Replicator.Update<>(key, nothing, EVERYWHERE, change), ActorRef.noSender());
    }

    @SuppressWarnings("unchecked")
    private Change<T> of(Replicator.Changed<?> changed) {
        return new Change<>(changed.key().id(), (T) changed.dataValue());
    }
}
