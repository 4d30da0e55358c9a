package io.monaserver.cluster.share;

import io.monaserver.cluster.relay.RelayWatcher;
import io.monaserver.cluster.relay.TrunkReceiver;
import io.monaserver.cluster.share.ShareMessage.CloseOwned;
import io.monaserver.cluster.share.ShareMessage.CloseRelay;
import io.monaserver.cluster.share.ShareMessage.HoldRelay;
import io.monaserver.cluster.share.ShareMessage.OpenRelay;
import io.monaserver.cluster.share.ShareMessage.OpenTrunk;
import io.monaserver.cluster.share.ShareMessage.RelayOrder;
import io.monaserver.cluster.share.ShareMessage.TrunkOpened;
import io.monaserver.domain.publication.Claimant;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SourceRef;
import org.apache.pekko.stream.StreamRefResolver;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings publications of one other node to this one's listeners, all by one stream. Ends with the stream, when the
 * other node does not answer, when it is told to, and when nothing was relayed for a while; whoever made it decides
 * what then. Before it ends all names are given back, so that the next one finds them free.
 */
final class IncomingTrunk extends AbstractBehavior<IncomingTrunk.Command> {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingTrunk.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(10);

    sealed interface Command permits TrunkOpened, Local {}

    /** What this node tells it. */
    sealed interface Local extends Command {}

    /** Somebody listens to a name here. */
    record Open(String name) implements Local {}

    /** Nobody listens to it any more, or the owner is another. */
    record Close(String name) implements Local {}

    /** The other node is not linked any more. */
    enum Shutdown implements Local {
        INSTANCE
    }

    private enum Silent implements Local {
        INSTANCE
    }

    private enum StreamEnded implements Local {
        INSTANCE
    }

    private enum Idle implements Local {
        INSTANCE
    }

    private record ChannelEnded(String name, int channel) implements Local {}

    private record HoldAsked(int channel, boolean isHeld) implements Local {}

    /** A script closes what is relayed, or publishes under the name itself. */
    private record CloseAsked(String name, String code, String description) implements Local {}

    /** The stream, and who at its other end opens and closes channels. */
    private record Running(TrunkReceiver receiver, UniqueKillSwitch stream, ActorRef<RelayOrder> orders) {}

    private final SharedDomain domain;
    private final ActorRef<ShareMessage> owner;
    private final Consumer<String> onEnd;
    private final TimerScheduler<Command> timers;
    private final Map<String, Integer> channels = new HashMap<>();
    private int lastChannel;
    private @Nullable Running running;

    /**
     * Asks for the stream at once.
     *
     * @param owner the other node's
     * @param onEnd told the name of each relay that ends before the trunk does
     */
    static Behavior<Command> create(SharedDomain domain, ActorRef<ShareMessage> owner, Consumer<String> onEnd) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new IncomingTrunk(context, timers, domain, owner, onEnd)));
    }

    private IncomingTrunk(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            SharedDomain domain,
            ActorRef<ShareMessage> owner,
            Consumer<String> onEnd) {
        super(context);
        this.timers = timers;
        this.domain = domain;
        this.owner = owner;
        this.onEnd = onEnd;
        timers.startSingleTimer(Silent.INSTANCE, ANSWER_LIMIT);
        owner.tell(new OpenTrunk(context.getSelf().narrow()));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(TrunkOpened.class, this::onOpened)
                .onMessage(Open.class, this::onOpen)
                .onMessage(Close.class, this::onClose)
                .onMessage(ChannelEnded.class, this::onChannelEnded)
                .onMessage(HoldAsked.class, this::onHoldAsked)
                .onMessage(CloseAsked.class, this::onCloseAsked)
                .onMessage(Idle.class, idle -> shutdown())
                .onMessage(Shutdown.class, shutdown -> shutdown())
                .onMessage(Silent.class, silent -> Behaviors.stopped())
                .onMessage(StreamEnded.class, ended -> Behaviors.stopped())
                .onSignal(PostStop.class, signal -> onPostStop())
                .build();
    }

    private Behavior<Command> onOpened(TrunkOpened opened) {
        if (running != null) {
            return this;
        }
        timers.cancel(Silent.INSTANCE);
        SourceRef<byte[]> source =
                StreamRefResolver.get(getContext().getSystem()).resolveSourceRef(opened.stream());
        TrunkReceiver receiver = new TrunkReceiver(domain.publications(), domain.loops());
        UniqueKillSwitch stream = source.getSource()
                .viaMat(KillSwitches.single(), Keep.right())
                .to(receiver)
                .run(getContext().getSystem());
        getContext().pipeToSelf(receiver.ended(), (done, failure) -> StreamEnded.INSTANCE);
        running = new Running(receiver, stream, opened.orders());
        channels.forEach((name, channel) -> request(running, name, channel));
        LOG.debug("relays from {}", owner.path());
        return this;
    }

    private Behavior<Command> onOpen(Open open) {
        timers.cancel(Idle.INSTANCE);
        int channel = ++lastChannel;
        channels.put(open.name(), channel);
        if (running != null) {
            request(running, open.name(), channel);
        }
        return this;
    }

    private void request(Running trunk, String name, int channel) {
        trunk.receiver().open(channel, name, new Watcher(getContext().getSelf(), name, channel));
        trunk.orders().tell(new OpenRelay(channel, name));
    }

    /** The relay is known until the name is given back. */
    private Behavior<Command> onClose(Close close) {
        Integer channel = channels.get(close.name());
        if (channel == null) {
            return this;
        }
        if (running == null) {
            return onChannelEnded(new ChannelEnded(close.name(), channel));
        }
        running.receiver().close(channel);
        return this;
    }

    private Behavior<Command> onChannelEnded(ChannelEnded ended) {
        if (!channels.remove(ended.name(), ended.channel())) {
            return this;
        }
        if (running != null) {
            running.orders().tell(new CloseRelay(ended.channel()));
        }
        onEnd.accept(ended.name());
        if (channels.isEmpty()) {
            timers.startSingleTimer(Idle.INSTANCE, IDLE_LIMIT);
        }
        return this;
    }

    private Behavior<Command> onHoldAsked(HoldAsked asked) {
        if (running != null) {
            running.orders().tell(new HoldRelay(asked.channel(), asked.isHeld()));
        }
        return this;
    }

    private Behavior<Command> onCloseAsked(CloseAsked asked) {
        if (domain.publications().use(asked.name()).by() != Claimant.RELAY) {
            return onClose(new Close(asked.name()));
        }
        owner.tell(new CloseOwned(asked.name(), asked.code(), asked.description()));
        return this;
    }

    private Behavior<Command> shutdown() {
        if (running == null) {
            return Behaviors.stopped();
        }
        running.stream().shutdown();
        return this;
    }

    private Behavior<Command> onPostStop() {
        if (running != null) {
            running.stream().shutdown();
        }
        return this;
    }

    /** Brings what a relay tells on its trunk's thread, or its publication's, to this actor. */
    private record Watcher(ActorRef<Command> self, String name, int channel) implements RelayWatcher {

        @Override
        public void onHold(boolean isHeld) {
            self.tell(new HoldAsked(channel, isHeld));
        }

        @Override
        public void onClose(String code, String description) {
            self.tell(new CloseAsked(name, code, description));
        }

        @Override
        public void onEnd() {
            self.tell(new ChannelEnded(name, channel));
        }
    }
}
