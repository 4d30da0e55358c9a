package io.monaserver.cluster.share;

import io.monaserver.cluster.share.ShareMessage.LoadTold;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.typed.Cluster;

/** Tells the other nodes how busy this one is, and the balancer how busy they are. */
final class LoadShare extends AbstractBehavior<LoadShare.Command> {

    /** The actor's name, by which the other nodes reach it. */
    static final String NAME = "share-load";

    private static final Duration INTERVAL = Duration.ofSeconds(2);

    sealed interface Command permits LinkChange, LoadTold, Local {}

    /** What this node tells it. */
    sealed interface Local extends Command {}

    /** It is time to tell the others. */
    enum Tell implements Local {
        INSTANCE
    }

    private final Balancer balancer;
    private final IntSupplier processors;
    private final String self;
    private final Map<String, Peer> nodes = new HashMap<>();

    /**
     * Begins to tell.
     *
     * @param processors share of this machine's processors in use, in percent
     */
    static Behavior<Command> create(Balancer balancer, IntSupplier processors) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Tell.INSTANCE, INTERVAL);
            return new LoadShare(context, balancer, processors);
        }));
    }

    private LoadShare(ActorContext<Command> context, Balancer balancer, IntSupplier processors) {
        super(context);
        this.balancer = balancer;
        this.processors = processors;
        this.self = Cluster.get(context.getSystem()).selfMember().address().hostPort();
        balancer.self(self);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(LinkChange.class, this::onLink)
                .onMessage(Tell.class, now -> onTell())
                .onMessage(LoadTold.class, this::onLoad)
                .build();
    }

    private Behavior<Command> onLink(LinkChange change) {
        Peer node = change.peer();
        if (change.isUp()) {
            nodes.put(node.address(), node);
            tell(node);
        } else {
            nodes.remove(node.address(), node);
        }
        return this;
    }

    private Behavior<Command> onTell() {
        balancer.processors(processors.getAsInt());
        nodes.values().forEach(this::tell);
        return this;
    }

    private void tell(Peer node) {
        ActorRef<ShareMessage> share = Remote.actor(getContext().getSystem(), node, NAME);
        share.tell(new LoadTold(self, balancer.own()));
    }

    private Behavior<Command> onLoad(LoadTold told) {
        balancer.load(told.node(), told.load());
        return this;
    }
}
