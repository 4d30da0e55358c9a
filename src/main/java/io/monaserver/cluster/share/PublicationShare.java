package io.monaserver.cluster.share;

import io.monaserver.cluster.relay.RelaySender;
import io.monaserver.cluster.share.ShareMessage.CloseOwned;
import io.monaserver.cluster.share.ShareMessage.OpenTrunk;
import io.monaserver.domain.Stream;
import io.monaserver.domain.publication.Claimant;
import io.monaserver.domain.publication.NameUse;
import io.monaserver.domain.publication.PublicationRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Makes the publications of all nodes one: whenever something about a name has changed, here or elsewhere, compares how
 * it is used on this node with who claims it elsewhere, and does what is to be done. It decides from what is, not from
 * what happened, so it may begin at any moment, lose nothing by being told twice, and mends by itself.
 *
 * <p>What a name calls for:
 *
 * <ul>
 *   <li>claimed here, and older than elsewhere: the others are told
 *   <li>claimed here by a client, younger than elsewhere: that client's publication is closed
 *   <li>claimed here by a script, younger than elsewhere: it serves this node only, for as long as it lasts
 *   <li>wanted here and claimed elsewhere only: a relay, by the trunk from the oldest claim's node
 * </ul>
 */
final class PublicationShare extends AbstractBehavior<PublicationShare.Command> {

    /** The actor's name, by which the other nodes reach it. */
    static final String NAME = "share-publications";

    /** At 10,000 names of a node each bucket stays far below 64 KiB. */
    private static final Directory.Kind KIND = new Directory.Kind("publications", 64);

    private static final Duration REST = Duration.ofMillis(300);

    sealed interface Command permits LinkChange, OpenTrunk, CloseOwned, Local {}

    /** What this node tells it. */
    sealed interface Local extends Command {}

    /** A name's use on this node may have changed. */
    record NameChanged(String name) implements Local {}

    private record ClaimsChanged(Directory.Changed change) implements Local {}

    private record RelayEnded(String name) implements Local {}

    private record TrunkEnded(String from, ActorRef<IncomingTrunk.Command> trunk) implements Local {}

    private record Rested(String name) implements Local {}

    /** A relay: the node it comes from, and by what. */
    private record Running(ActorRef<IncomingTrunk.Command> trunk, String from, boolean isClosing) {}

    private final SharedDomain domain;
    private final PublicationRegistry publications;
    private final OthersClaims others;
    private final RelaySender sender;
    private final TimerScheduler<Command> timers;
    private final ActorRef<Directory.Command> directory;
    private final String self;
    private final Map<String, Peer> peers = new HashMap<>();
    private final Map<String, ActorRef<IncomingTrunk.Command>> incoming = new HashMap<>();
    private final Map<String, ActorRef<OutgoingTrunk.Command>> outgoing = new HashMap<>();
    private final Map<String, Running> relays = new HashMap<>();

    /** Nodes that a relay has just ended from: asked again after a moment. */
    private final Map<String, String> resting = new HashMap<>();

    /** Claims of scripts that serve this node only. */
    private final Map<String, Long> shadows = new HashMap<>();

    /**
     * Begins with all names that are now used.
     *
     * @param others kept up to date for those who ask on other threads
     * @param stampMs when the cluster's actor system started
     */
    static Behavior<Command> create(SharedDomain domain, OthersClaims others, long stampMs) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            PublicationShare share = new PublicationShare(context, timers, domain, others, stampMs);
            share.publications.streams().forEach(stream -> share.reconcile(stream.name()));
            return share;
        }));
    }

    private PublicationShare(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            SharedDomain domain,
            OthersClaims others,
            long stampMs) {
        super(context);
        this.domain = domain;
        this.publications = domain.publications();
        this.others = others;
        this.sender = new RelaySender(publications, domain.loops());
        this.timers = timers;
        this.self = Cluster.get(context.getSystem()).selfMember().address().hostPort();
        ActorRef<Directory.Changed> watcher = context.messageAdapter(Directory.Changed.class, ClaimsChanged::new);
        this.directory = context.spawn(Directory.create(KIND, stampMs, watcher), "directory");
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(NameChanged.class, changed -> onName(changed.name()))
                .onMessage(ClaimsChanged.class, this::onClaims)
                .onMessage(LinkChange.class, this::onLink)
                .onMessage(OpenTrunk.class, this::onOpenTrunk)
                .onMessage(CloseOwned.class, this::onCloseOwned)
                .onMessage(RelayEnded.class, ended -> onRelayEnded(ended.name()))
                .onMessage(TrunkEnded.class, this::onTrunkEnded)
                .onMessage(Rested.class, this::onRested)
                .onSignal(PostStop.class, signal -> onPostStop())
                .build();
    }

    /** Until the next start nobody is known to have anything. */
    private Behavior<Command> onPostStop() {
        others.clear();
        return this;
    }

    private Behavior<Command> onName(String name) {
        reconcile(name);
        return this;
    }

    private Behavior<Command> onClaims(ClaimsChanged message) {
        Directory.Changed change = message.change();
        String address = change.peer().address();
        change.gone().forEach(name -> others.remove(name, address));
        change.present().forEach((name, stampMs) -> others.put(name, new Claim(stampMs, address)));
        change.gone().forEach(this::reconcile);
        change.present().keySet().forEach(this::reconcile);
        return this;
    }

    private Behavior<Command> onLink(LinkChange change) {
        Peer peer = change.peer();
        if (change.isUp()) {
            peers.put(peer.address(), peer);
        } else {
            peers.remove(peer.address(), peer);
            shutdownTrunks(peer.address());
        }
        directory.tell(change);
        return this;
    }

    private void reconcile(String name) {
        NameUse use = publications.use(name);
        Optional<Claim> elsewhere = others.oldest(name);
        Claim own = new Claim(use.stampMs(), self);
        boolean isYounger =
                use.isOwn() && elsewhere.isPresent() && elsewhere.get().isOlderThan(own);
        if (isYounger) {
            giveWay(name, use);
        }
        if (use.isOwn() && !isYounger && !isShadow(name, use)) {
            directory.tell(new Directory.Put(name, use.stampMs()));
        } else {
            directory.tell(new Directory.Remove(name));
        }
        if (!use.isOwn()) {
            shadows.remove(name);
        }
        boolean isNeeded = use.isWanted() && !use.isOwn();
        relay(name, isNeeded ? elsewhere.map(Claim::address) : Optional.empty());
    }

    private void giveWay(String name, NameUse use) {
        if (use.by() == Claimant.SCRIPT) {
            shadows.put(name, use.stampMs());
        } else {
            publications
                    .find(name)
                    .ifPresent(stream -> stream.close("Publish.BadName", name + " is already publishing"));
        }
    }

    private boolean isShadow(String name, NameUse use) {
        Long stampMs = shadows.get(name);
        return stampMs != null && stampMs == use.stampMs();
    }

    /** Brings a name's relay in line with the node it should come from. */
    private void relay(String name, Optional<String> from) {
        Running running = relays.get(name);
        if (running != null) {
            boolean isRight = from.isPresent() && from.get().equals(running.from());
            if (!isRight && !running.isClosing()) {
                relays.put(name, new Running(running.trunk(), running.from(), true));
                running.trunk().tell(new IncomingTrunk.Close(name));
            }
        } else if (from.isPresent() && !from.get().equals(resting.get(name))) {
            Peer peer = peers.get(from.get());
            if (peer != null) {
                open(name, peer);
            }
        }
    }

    private void open(String name, Peer peer) {
        ActorRef<IncomingTrunk.Command> trunk = incoming.computeIfAbsent(peer.address(), from -> openTrunk(peer));
        relays.put(name, new Running(trunk, peer.address(), false));
        trunk.tell(new IncomingTrunk.Open(name));
    }

    private ActorRef<IncomingTrunk.Command> openTrunk(Peer peer) {
        ActorRef<ShareMessage> owner = Remote.actor(getContext().getSystem(), peer, NAME);
        ActorRef<Command> parent = getContext().getSelf();
        ActorRef<IncomingTrunk.Command> trunk = getContext()
                .spawnAnonymous(IncomingTrunk.create(domain, owner, name -> parent.tell(new RelayEnded(name))));
        getContext().watchWith(trunk, new TrunkEnded(peer.address(), trunk));
        return trunk;
    }

    private void shutdownTrunks(String address) {
        ActorRef<IncomingTrunk.Command> in = incoming.get(address);
        if (in != null) {
            in.tell(IncomingTrunk.Shutdown.INSTANCE);
        }
        ActorRef<OutgoingTrunk.Command> out = outgoing.remove(address);
        if (out != null) {
            out.tell(OutgoingTrunk.Shutdown.INSTANCE);
        }
    }

    private Behavior<Command> onTrunkEnded(TrunkEnded ended) {
        incoming.remove(ended.from(), ended.trunk());
        List<String> names = relays.entrySet().stream()
                .filter(relay -> relay.getValue().trunk().equals(ended.trunk()))
                .map(Map.Entry::getKey)
                .toList();
        names.forEach(this::onRelayEnded);
        return this;
    }

    private Behavior<Command> onRelayEnded(String name) {
        Running running = relays.remove(name);
        if (running != null && !running.isClosing()) {
            resting.put(name, running.from());
            timers.startSingleTimer(new Rested(name), new Rested(name), REST);
        }
        reconcile(name);
        return this;
    }

    private Behavior<Command> onRested(Rested rested) {
        resting.remove(rested.name());
        reconcile(rested.name());
        return this;
    }

    /** Another node has one trunk from here at a time: it asks for the next when the last one is gone, on its side. */
    private Behavior<Command> onOpenTrunk(OpenTrunk request) {
        InetSocketAddress to = Remote.addressOf(request.replyTo());
        String address = request.replyTo().path().address().hostPort();
        ActorRef<OutgoingTrunk.Command> trunk =
                getContext().spawnAnonymous(OutgoingTrunk.create(sender.to(to), request));
        ActorRef<OutgoingTrunk.Command> last = outgoing.put(address, trunk);
        if (last != null) {
            last.tell(OutgoingTrunk.Shutdown.INSTANCE);
        }
        return this;
    }

    private Behavior<Command> onCloseOwned(CloseOwned close) {
        if (publications.use(close.name()).isOwn()) {
            Optional<Stream> stream = publications.find(close.name());
            stream.ifPresent(owned -> owned.close(close.code(), close.description()));
        }
        return this;
    }
}
