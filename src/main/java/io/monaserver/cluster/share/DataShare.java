package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.cluster.share.ShareMessage.DataAsked;
import io.monaserver.cluster.share.ShareMessage.DataChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Tells the other nodes what this one writes in its data tree, and asks each, when its link comes up and every now and
 * then, what this one has missed: bucket after bucket, the next when the last was taken in. So nothing that is lost on
 * the way stays lost, and no more is under way than one answer.
 */
final class DataShare extends AbstractBehavior<DataShare.Command> {

    /** The actor's name, by which the other nodes reach it. */
    static final String NAME = "share-data";

    private static final Duration GATHERING = Duration.ofMillis(10);
    private static final Duration REVIEW = Duration.ofSeconds(10);

    /** Of one message; an entry may be larger, and is one of its own then. */
    private static final int MESSAGE_BYTES = 64 << 10;

    /** What is told at once; of more the others are told only that there is something to ask for. */
    private static final int TOLD_BYTES = 1 << 20;

    sealed interface Command permits LinkChange, DataChanged, DataAsked, Local {}

    /** What this node tells it. */
    sealed interface Local extends Command {}

    /** This node has written. */
    record Written(Map<String, Write> writes) implements Local {}

    /** What a node has told is in the tree. */
    private record Taken(String node, int next) implements Local {}

    private enum Tell implements Local {
        INSTANCE
    }

    private enum Review implements Local {
        INSTANCE
    }

    private final DataWrites writes;
    private final DataMirror mirror;
    private final Executor lane;
    private final TimerScheduler<Command> timers;
    private final String self;
    private final Map<String, Peer> nodes = new LinkedHashMap<>();
    private final Map<String, Write> untold = new LinkedHashMap<>();
    private long untoldBytes;
    private int reviewed;

    /**
     * Shares a tree.
     *
     * @param lane the tree's thread
     */
    static Behavior<Command> create(DataWrites writes, DataMirror mirror, Executor lane) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new DataShare(context, timers, writes, mirror, lane)));
    }

    private DataShare(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            DataWrites writes,
            DataMirror mirror,
            Executor lane) {
        super(context);
        this.timers = timers;
        this.writes = writes;
        this.mirror = mirror;
        this.lane = lane;
        this.self = Cluster.get(context.getSystem()).selfMember().address().hostPort();
        timers.startTimerWithFixedDelay(Review.INSTANCE, REVIEW);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(LinkChange.class, this::onLink)
                .onMessage(Written.class, this::onWritten)
                .onMessage(Tell.class, tell -> onTell())
                .onMessage(Review.class, review -> onReview())
                .onMessage(DataChanged.class, this::onChanged)
                .onMessage(Taken.class, this::onTaken)
                .onMessage(DataAsked.class, this::onAsked)
                .build();
    }

    private Behavior<Command> onLink(LinkChange change) {
        Peer node = change.peer();
        if (change.isUp()) {
            nodes.put(node.address(), node);
            ask(node, 0);
        } else {
            nodes.remove(node.address(), node);
        }
        return this;
    }

    // What this node writes.

    private Behavior<Command> onWritten(Written written) {
        if (untoldBytes <= TOLD_BYTES) {
            written.writes().forEach((key, write) -> {
                untold.put(key, write);
                untoldBytes += DataWrites.size(key, write.value());
            });
        }
        if (!timers.isTimerActive(Tell.INSTANCE)) {
            timers.startSingleTimer(Tell.INSTANCE, GATHERING);
        }
        return this;
    }

    private Behavior<Command> onTell() {
        boolean isMuch = untoldBytes > TOLD_BYTES;
        List<DataChanged> messages =
                isMuch ? List.of(new DataChanged(self, Map.of(), 0)) : messages(untold, DataChanged.NOTHING_MORE);
        nodes.values().forEach(node -> messages.forEach(share(node)::tell));
        untold.clear();
        untoldBytes = 0;
        return this;
    }

    private List<DataChanged> messages(Map<String, Write> all, int next) {
        List<DataChanged> messages = new ArrayList<>();
        Map<String, Write> part = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<String, Write> entry : all.entrySet()) {
            int size = DataWrites.size(entry.getKey(), entry.getValue().value());
            if (bytes + size > MESSAGE_BYTES && !part.isEmpty()) {
                messages.add(new DataChanged(self, part, DataChanged.NOTHING_MORE));
                part = new LinkedHashMap<>();
                bytes = 0;
            }
            part.put(entry.getKey(), entry.getValue());
            bytes += size;
        }
        messages.add(new DataChanged(self, part, next));
        return messages;
    }

    // What others write.

    private Behavior<Command> onChanged(DataChanged changed) {
        ActorRef<Command> own = getContext().getSelf();
        lane.execute(() -> {
            mirror.accept(changed.writes());
            if (changed.next() != DataChanged.NOTHING_MORE) {
                own.tell(new Taken(changed.node(), changed.next()));
            }
        });
        return this;
    }

    private Behavior<Command> onTaken(Taken taken) {
        Peer node = nodes.get(taken.node());
        if (node != null && taken.next() < DataWrites.BUCKETS) {
            ask(node, taken.next());
        }
        return this;
    }

    private Behavior<Command> onReview() {
        List<Peer> all = List.copyOf(nodes.values());
        if (!all.isEmpty()) {
            ask(all.get(Math.floorMod(reviewed++, all.size())), 0);
        }
        return this;
    }

    private void ask(Peer node, int from) {
        share(node).tell(new DataAsked(self, writes.digests(), from));
    }

    private Behavior<Command> onAsked(DataAsked asked) {
        Peer node = nodes.get(asked.node());
        if (node != null && asked.digests().size() == DataWrites.BUCKETS && asked.from() >= 0) {
            DataWrites.Missed missed = writes.missed(asked.digests(), asked.from());
            if (!missed.writes().isEmpty()) {
                messages(missed.writes(), missed.next()).forEach(share(node)::tell);
            }
        }
        return this;
    }

    private ActorRef<ShareMessage> share(Peer node) {
        return Remote.actor(getContext().getSystem(), node, NAME);
    }
}
