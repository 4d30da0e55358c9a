package io.monaserver.cluster.share;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Entries of this node that all others know, and those of the others to which there is a link. Each node's entries lie
 * in {@link Shard}s that only it writes; what changes within a moment is written at once.
 */
final class Directory extends AbstractBehavior<Directory.Command> {

    private static final Duration GATHERING = Duration.ofMillis(10);

    sealed interface Command permits LinkChange, Local {}

    /** What this node tells it. */
    sealed interface Local extends Command {}

    /** This node has an entry, or another stamp for it. */
    record Put(String name, long stamp) implements Local {}

    /** This node has an entry no more. */
    record Remove(String name) implements Local {}

    private record Replicated(Replicas.Change<Shard> change) implements Local {}

    /** A node has not come back. */
    private record Forget(String address) implements Local {}

    private enum Write implements Local {
        INSTANCE
    }

    /**
     * Another node's entries have changed.
     *
     * @param present those that are new or have another stamp
     * @param gone those that are no more
     */
    record Changed(Peer peer, Map<String, Long> present, Set<String> gone) {}

    /**
     * What is listed.
     *
     * @param name of it, in keys
     * @param buckets among which a node's entries are spread; a power of two, the same on all nodes
     * @param memory for how long entries of a node without a link are kept, as it may come back
     */
    record Kind(String name, int buckets, Duration memory) {

        /** Longer than any network should be parted. */
        private static final Duration MEMORY = Duration.ofHours(1);

        Kind(String name, int buckets) {
            this(name, buckets, MEMORY);
        }
    }

    /** Whose bucket a key names. */
    private record Place(String address, int bucket) {}

    /** Another node while its link is up. */
    private record Linked(Peer peer, Map<Integer, Map<String, Long>> buckets) {}

    private final Kind kind;
    private final ActorRef<Changed> watcher;
    private final TimerScheduler<Command> timers;
    private final Replicas<Shard> replicas;
    private final String selfAddress;
    private final long selfUid;
    private final long firstVersion;
    private final List<Map<String, Long>> own = new ArrayList<>();
    private final BitSet unwritten = new BitSet();
    private final Map<String, Linked> linked = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    /**
     * A directory without entries.
     *
     * @param kind of what is listed
     * @param stampMs greater than any at an earlier start: what this node wrote then is replaced
     * @param watcher told of the others' entries
     */
    static Behavior<Command> create(Kind kind, long stampMs, ActorRef<Changed> watcher) {
        return Behaviors.withTimers(
                timers -> Behaviors.setup(context -> new Directory(context, timers, kind, stampMs, watcher)));
    }

    private Directory(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Kind kind,
            long stampMs,
            ActorRef<Changed> watcher) {
        super(context);
        this.kind = kind;
        this.timers = timers;
        this.watcher = watcher;
        this.replicas = new Replicas<>(context, Shard.NONE, Replicated::new);
        this.firstVersion = stampMs;
        UniqueAddress self = Cluster.get(context.getSystem()).selfMember().uniqueAddress();
        this.selfAddress = self.address().hostPort();
        this.selfUid = self.longUid();
        for (int bucket = 0; bucket < kind.buckets(); bucket++) {
            own.add(new HashMap<>());
        }
        subscribe(selfAddress);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Put.class, this::onPut)
                .onMessage(Remove.class, this::onRemove)
                .onMessage(Write.class, write -> onWrite())
                .onMessage(LinkChange.class, this::onLink)
                .onMessage(Replicated.class, this::onReplicated)
                .onMessage(Forget.class, this::onForget)
                .build();
    }

    private Behavior<Command> onPut(Put put) {
        int bucket = ShardKey.bucketOf(put.name(), kind.buckets());
        Long known = own.get(bucket).put(put.name(), put.stamp());
        if (known == null || known != put.stamp()) {
            writeSoon(bucket);
        }
        return this;
    }

    private Behavior<Command> onRemove(Remove remove) {
        int bucket = ShardKey.bucketOf(remove.name(), kind.buckets());
        if (own.get(bucket).remove(remove.name()) != null) {
            writeSoon(bucket);
        }
        return this;
    }

    private void writeSoon(int bucket) {
        unwritten.set(bucket);
        if (!timers.isTimerActive(Write.INSTANCE)) {
            timers.startSingleTimer(Write.INSTANCE, GATHERING);
        }
    }

    private Behavior<Command> onWrite() {
        unwritten.stream().forEach(this::write);
        unwritten.clear();
        return this;
    }

    private void write(int bucket) {
        Map<String, Long> entries = Map.copyOf(own.get(bucket));
        replicas.update(
                new ShardKey(kind.name(), selfAddress, bucket),
                known -> new Shard(selfUid, Math.max(firstVersion, known.version() + 1), entries));
    }

    private Behavior<Command> onLink(LinkChange change) {
        Peer peer = change.peer();
        Linked known = linked.get(peer.address());
        if (change.isUp()) {
            if (known != null) {
                hide(known);
            }
            linked.put(peer.address(), new Linked(peer, new HashMap<>()));
            timers.cancel(peer.address());
            subscribe(peer.address());
        } else if (known != null && known.peer().uid() == peer.uid()) {
            hide(known);
            timers.startSingleTimer(peer.address(), new Forget(peer.address()), kind.memory());
        }
        return this;
    }

    /** What a node left behind that has gone for good is emptied; each of the others writes the same. */
    private Behavior<Command> onForget(Forget forget) {
        for (int bucket = 0; bucket < kind.buckets(); bucket++) {
            replicas.update(
                    new ShardKey(kind.name(), forget.address(), bucket),
                    known -> known.entries().isEmpty() ? known : new Shard(known.uid(), known.version() + 1, Map.of()));
        }
        return this;
    }

    private void subscribe(String address) {
        for (int bucket = 0; bucket < kind.buckets(); bucket++) {
            ShardKey key = new ShardKey(kind.name(), address, bucket);
            places.put(key.id(), new Place(address, bucket));
            replicas.subscribe(key);
        }
    }

    private void hide(Linked node) {
        String address = node.peer().address();
        linked.remove(address);
        for (int bucket = 0; bucket < kind.buckets(); bucket++) {
            ShardKey key = new ShardKey(kind.name(), address, bucket);
            places.remove(key.id());
            replicas.unsubscribe(key);
            tell(node, bucket, Map.of());
        }
    }

    private Behavior<Command> onReplicated(Replicated message) {
        Place place = places.get(message.change().key());
        if (place != null) {
            Shard shard = message.change().value();
            if (place.address().equals(selfAddress)) {
                correct(place.bucket(), shard);
            } else {
                show(place, shard);
            }
        }
        return this;
    }

    /** What an earlier start of this node wrote is heard of only now, or others have forgotten this one meanwhile. */
    private void correct(int bucket, Shard shard) {
        boolean isForgotten = shard.entries().isEmpty() && !own.get(bucket).isEmpty();
        if (shard.uid() != selfUid || isForgotten) {
            writeSoon(bucket);
        }
    }

    private void show(Place place, Shard shard) {
        Linked node = linked.get(place.address());
        if (node != null) {
            tell(node, place.bucket(), shard.uid() == node.peer().uid() ? shard.entries() : Map.of());
        }
    }

    /** Replaces a bucket, and tells of what differs. */
    private void tell(Linked node, int bucket, Map<String, Long> entries) {
        Map<String, Long> before = node.buckets().getOrDefault(bucket, Map.of());
        node.buckets().put(bucket, entries);
        Map<String, Long> present = new HashMap<>(entries);
        present.entrySet().removeAll(before.entrySet());
        Set<String> gone = new HashSet<>(before.keySet());
        gone.removeAll(entries.keySet());
        if (!present.isEmpty() || !gone.isEmpty()) {
            watcher.tell(new Changed(node.peer(), present, gone));
        }
    }
}
