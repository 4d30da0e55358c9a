package io.monaserver.cluster.share;

import io.monaserver.cluster.relay.TrunkSender;
import io.monaserver.cluster.share.ShareMessage.CloseRelay;
import io.monaserver.cluster.share.ShareMessage.HoldRelay;
import io.monaserver.cluster.share.ShareMessage.OpenRelay;
import io.monaserver.cluster.share.ShareMessage.OpenTrunk;
import io.monaserver.cluster.share.ShareMessage.RelayOrder;
import io.monaserver.cluster.share.ShareMessage.TrunkOpened;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.StreamRefResolver;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.StreamRefs;

/** Gives publications of this node to another one, as that one's {@link IncomingTrunk} asks. Ends with the stream. */
final class OutgoingTrunk extends AbstractBehavior<OutgoingTrunk.Command> {

    sealed interface Command permits RelayOrder, Local {}

    /** What this node tells it. */
    sealed interface Local extends Command {}

    /** The other node is not linked any more, or has begun anew. */
    enum Shutdown implements Local {
        INSTANCE
    }

    private enum StreamEnded implements Local {
        INSTANCE
    }

    private final TrunkSender sender;
    private final UniqueKillSwitch stream;

    /** Answers with the stream. */
    static Behavior<Command> create(TrunkSender sender, OpenTrunk request) {
        return Behaviors.setup(context -> new OutgoingTrunk(context, sender, request));
    }

    private OutgoingTrunk(ActorContext<Command> context, TrunkSender sender, OpenTrunk request) {
        super(context);
        this.sender = sender;
        var running = sender.source()
                .viaMat(KillSwitches.single(), Keep.right())
                .watchTermination(Keep.both())
                .toMat(StreamRefs.sourceRef(), Keep.both())
                .run(context.getSystem());
        this.stream = running.first().first();
        context.pipeToSelf(running.first().second(), (done, failure) -> StreamEnded.INSTANCE);
        String reference = StreamRefResolver.get(context.getSystem()).toSerializationFormat(running.second());
        request.replyTo().tell(new TrunkOpened(reference, context.getSelf().narrow()));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(OpenRelay.class, this::onOpen)
                .onMessage(CloseRelay.class, this::onClose)
                .onMessage(HoldRelay.class, this::onHold)
                .onMessage(Shutdown.class, shutdown -> Behaviors.stopped())
                .onMessage(StreamEnded.class, ended -> Behaviors.stopped())
                .onSignal(PostStop.class, signal -> onPostStop())
                .build();
    }

    private Behavior<Command> onOpen(OpenRelay open) {
        sender.open(open.channel(), open.name());
        return this;
    }

    private Behavior<Command> onClose(CloseRelay close) {
        sender.close(close.channel());
        return this;
    }

    private Behavior<Command> onHold(HoldRelay hold) {
        sender.hold(hold.channel(), hold.isHeld());
        return this;
    }

    private Behavior<Command> onPostStop() {
        stream.shutdown();
        sender.closeAll();
        return this;
    }
}
