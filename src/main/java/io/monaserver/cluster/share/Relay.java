package io.monaserver.cluster.share;

import io.monaserver.cluster.relay.RelayIn;
import io.monaserver.cluster.share.ShareMessage.CloseOwned;
import io.monaserver.cluster.share.ShareMessage.NotHere;
import io.monaserver.cluster.share.ShareMessage.OpenRelay;
import io.monaserver.cluster.share.ShareMessage.RelayOpened;
import io.monaserver.domain.publication.Claimant;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SourceRef;
import org.apache.pekko.stream.StreamRefResolver;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one publication of another node to this one's listeners: asks the owner for its stream and publishes what
 * comes from it. Ends with the stream, when the owner has nothing to give, and when it is told to; whoever made it
 * decides what then.
 */
final class Relay extends AbstractBehavior<Relay.Command> {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    sealed interface Command permits ShareMessage.Answer, Local {}

    /** What this node tells it. */
    sealed interface Local extends Command {}

    /** Nobody listens any more, or the owner is another. */
    enum Close implements Local {
        INSTANCE
    }

    private enum Silent implements Local {
        INSTANCE
    }

    private enum Ended implements Local {
        INSTANCE
    }

    /** A script closes what is relayed, or publishes under the name itself. */
    private record CloseAsked(String code, String description) implements Local {}

    private final String name;
    private final SharedDomain domain;
    private final ActorRef<ShareMessage> owner;
    private @Nullable UniqueKillSwitch stream;

    static Behavior<Command> create(String name, SharedDomain domain, ActorRef<ShareMessage> owner) {
        return Behaviors.setup(context -> new Relay(context, name, domain, owner));
    }

    private Relay(ActorContext<Command> context, String name, SharedDomain domain, ActorRef<ShareMessage> owner) {
        super(context);
        this.name = name;
        this.domain = domain;
        this.owner = owner;
        context.setReceiveTimeout(ANSWER_LIMIT, Silent.INSTANCE);
        owner.tell(new OpenRelay(name, context.getSelf().narrow()));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(RelayOpened.class, this::onOpened)
                .onMessage(NotHere.class, answer -> Behaviors.stopped())
                .onMessage(Silent.class, silent -> Behaviors.stopped())
                .onMessage(CloseAsked.class, this::onCloseAsked)
                .onMessage(Close.class, close -> onClose())
                .onMessage(Ended.class, ended -> Behaviors.stopped())
                .build();
    }

    private Behavior<Command> onOpened(RelayOpened opened) {
        if (stream != null) {
            return this;
        }
        getContext().cancelReceiveTimeout();
        SourceRef<byte[]> source =
                StreamRefResolver.get(getContext().getSystem()).resolveSourceRef(opened.stream());
        ActorRef<Command> self = getContext().getSelf();
        RelayIn sink = new RelayIn(
                domain.publications(),
                name,
                domain.loops().get(),
                (code, description) -> self.tell(new CloseAsked(code, description)));
        stream = source.getSource()
                .viaMat(KillSwitches.single(), Keep.right())
                .to(sink)
                .run(getContext().getSystem());
        getContext().pipeToSelf(sink.ended(), (done, failure) -> Ended.INSTANCE);
        LOG.debug("relay of {} from {}", name, owner.path());
        return this;
    }

    private Behavior<Command> onCloseAsked(CloseAsked asked) {
        if (domain.publications().use(name).by() != Claimant.RELAY) {
            return onClose();
        }
        owner.tell(new CloseOwned(name, asked.code(), asked.description()));
        return this;
    }

    /** Stays until the name is given back, so that the next relay finds it free. */
    private Behavior<Command> onClose() {
        if (stream == null) {
            return Behaviors.stopped();
        }
        stream.shutdown();
        return this;
    }
}
