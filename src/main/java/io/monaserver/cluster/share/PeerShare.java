package io.monaserver.cluster.share;

import io.monaserver.cluster.share.ShareMessage.PassHello;
import io.monaserver.cluster.share.ShareMessage.PeerAnswer;
import io.monaserver.cluster.share.ShareMessage.PeerFound;
import io.monaserver.cluster.share.ShareMessage.PeerLost;
import io.monaserver.cluster.share.ShareMessage.SeekPeer;
import io.monaserver.common.ClientId;
import io.monaserver.common.Clock;
import io.monaserver.common.IpAddress;
import io.monaserver.domain.PeerPlace;
import io.monaserver.domain.Rendezvous;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Asks all nodes for a client that is not here, tells the others of those that are, and carries hellos from here to
 * there. Whoever has the client answers; silence means no. Clients repeat their hellos, so nothing is repeated here.
 */
final class PeerShare extends AbstractBehavior<PeerShare.Command> {

    /** The actor's name, by which the other nodes reach it. */
    static final String NAME = "share-peers";

    sealed interface Command permits LinkChange, SeekPeer, PassHello, PeerAnswer, Local {}

    /** What this node tells it. */
    sealed interface Local extends Command {}

    /** A client looks for another that is not here. */
    record Sought(ClientId peer, Consumer<PeerPlace> found) implements Local {}

    /** A hello to a client that was found. */
    record Forwarded(ClientId peer, ByteString hello) implements Local {}

    private final Rendezvous rendezvous;
    private final KnownPeers known;
    private final @Nullable IpAddress self;
    private final Map<String, Peer> nodes = new HashMap<>();

    static Behavior<Command> create(Rendezvous rendezvous, Clock clock) {
        return Behaviors.setup(context -> new PeerShare(context, rendezvous, clock));
    }

    private PeerShare(ActorContext<Command> context, Rendezvous rendezvous, Clock clock) {
        super(context);
        this.rendezvous = rendezvous;
        this.known = new KnownPeers(clock);
        this.self = IpAddress.parse(Cluster.get(context.getSystem())
                .selfMember()
                .address()
                .getHost()
                .orElse(""));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(LinkChange.class, this::onLink)
                .onMessage(Sought.class, this::onSought)
                .onMessage(Forwarded.class, this::onForwarded)
                .onMessage(SeekPeer.class, this::onSeek)
                .onMessage(PeerFound.class, this::onFound)
                .onMessage(PeerLost.class, this::onLost)
                .onMessage(PassHello.class, this::onHello)
                .build();
    }

    private Behavior<Command> onLink(LinkChange change) {
        Peer node = change.peer();
        if (change.isUp()) {
            nodes.put(node.address(), node);
            known.forgetMissing();
        } else if (nodes.remove(node.address(), node)) {
            known.forgetNode(node.address());
        }
        return this;
    }

    // This node's clients look for others.

    private Behavior<Command> onSought(Sought sought) {
        known.find(sought.peer()).ifPresentOrElse(found -> sought.found().accept(found.place()), () -> ask(sought));
        return this;
    }

    private void ask(Sought sought) {
        if (!nodes.isEmpty() && known.await(sought.peer(), sought.found())) {
            SeekPeer question =
                    new SeekPeer(sought.peer(), getContext().getSelf().narrow());
            nodes.values().forEach(node -> share(node).tell(question));
        }
    }

    private Behavior<Command> onFound(PeerFound answer) {
        if (nodes.containsKey(answer.node())) {
            known.found(answer.peer(), new KnownPeers.Found(answer.node(), answer.place()));
        }
        return this;
    }

    private Behavior<Command> onForwarded(Forwarded forwarded) {
        known.find(forwarded.peer())
                .map(found -> nodes.get(found.node()))
                .ifPresent(node -> share(node)
                        .tell(new PassHello(
                                forwarded.peer(),
                                forwarded.hello(),
                                getContext().getSelf().narrow())));
        return this;
    }

    private Behavior<Command> onLost(PeerLost answer) {
        known.lost(answer.peer(), answer.node());
        return this;
    }

    // Others look for this node's clients.

    private Behavior<Command> onSeek(SeekPeer question) {
        rendezvous
                .here()
                .find(question.peer())
                .ifPresent(place -> question.replyTo().tell(new PeerFound(question.peer(), name(), fromAfar(place))));
        return this;
    }

    private Behavior<Command> onHello(PassHello message) {
        if (rendezvous.here().find(message.peer()).isPresent()) {
            rendezvous.here().forward(message.peer(), message.hello().toArray());
        } else {
            message.replyTo().tell(new PeerLost(message.peer(), name()));
        }
        return this;
    }

    /** A client on this machine is, for those on other ones, where this node is. */
    private PeerPlace fromAfar(PeerPlace place) {
        if (self == null || self.isLoopback() || !place.observed().getAddress().isLoopbackAddress()) {
            return place;
        }
        List<InetSocketAddress> reported = new ArrayList<>(place.reported());
        reported.add(
                0, new InetSocketAddress(self.toInetAddress(), place.observed().getPort()));
        return new PeerPlace(place.observed(), reported);
    }

    private String name() {
        return Cluster.get(getContext().getSystem()).selfMember().address().hostPort();
    }

    private ActorRef<ShareMessage> share(Peer node) {
        return Remote.actor(getContext().getSystem(), node, NAME);
    }
}
