package io.monaserver.cluster;

import io.monaserver.cluster.ClusterMessage.CallFrame;
import io.monaserver.cluster.ClusterMessage.CallsHandled;
import io.monaserver.cluster.ClusterMessage.Goodbye;
import io.monaserver.cluster.ClusterMessage.Hello;
import io.monaserver.cluster.ClusterMessage.Introduction;
import io.monaserver.cluster.ClusterMessage.MalformedHello;
import io.monaserver.cluster.ClusterMessage.Merge;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.Subscribe;
import org.apache.pekko.remote.artery.ThisActorSystemQuarantinedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first actor of a cluster system: finds the other nodes, joins them or forms a cluster of its own, keeps a
 * {@link ServerLink} to each reachable member, and goes on looking for targets that are no members.
 *
 * <p>Looking means asking a node who it is ({@link Introduction}), by actor selection since that passes a quarantine.
 * A searching node joins whoever is in a cluster; where nobody is, the oldest of those who search forms one. When two
 * clusters meet, all members of the younger end their systems ({@link Renewal}) and join the other.
 */
final class Membership extends AbstractBehavior<Membership.Command> {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    /** How long answers may take before a searching node decides without them. */
    private static final Duration SEARCH_ROUND = Duration.ofMillis(400);

    /** A first answer waits for both sides to connect; who takes connections and stays silent is no node of ours. */
    private static final int ROUNDS_TO_ANSWER = 10;

    /** A join that has not become a membership by then is given up for a new search. */
    private static final int ROUNDS_TO_JOIN = 25;

    /** Of servers in DNS whose port nobody says. */
    private static final int DEFAULT_PORT = 25_520;

    sealed interface Command permits ClusterMessage, Local {}

    /** What this node tells itself. */
    sealed interface Local extends Command {}

    private record Changed(ClusterDomainEvent event) implements Local {}

    private record Found(Search search) implements Local {}

    /** A server that was given up lives, and is not heard. */
    private record Unheard(Address address, boolean isAlive) implements Local {}

    private record Forget(UniqueAddress member) implements Local {}

    private record Quarantined(ThisActorSystemQuarantinedEvent event) implements Local {}

    /** Time to look for others, or to decide what was found. */
    private enum Round implements Local {
        INSTANCE
    }

    /** The node can take what others send it. */
    enum Begin implements Local {
        INSTANCE
    }

    /** The node stops: links say goodbye, and the member leaves. */
    enum Leave implements Local {
        INSTANCE
    }

    private final LocalServer local;
    private final Renewal renewal;
    private final Admission admission;
    private final MemberLinks members;
    private final LostMembers lost;
    private final Map<Address, String> refused = new HashMap<>();
    private final TimerScheduler<Command> timers;
    private final Cluster cluster;
    private final ClusterView view;
    private final DnsNames dns;
    private final Address self;
    private final Map<Address, ClusterIdentity> searching = new HashMap<>();
    private final Forgotten forgotten = new Forgotten();
    private LinkTargets targets = LinkTargets.none();
    private Set<Address> asked = Set.of();
    private int roundsToAnswer = ROUNDS_TO_ANSWER;
    private boolean isPrepared;
    private boolean isLeaving;
    private int roundsToJoin;

    private Membership(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            LocalServer local,
            Links links,
            Renewal renewal) {
        super(context);
        this.local = local;
        this.renewal = renewal;
        this.timers = timers;
        this.cluster = Cluster.get(context.getSystem());
        this.view = new ClusterView(cluster.selfMember().uniqueAddress());
        this.self = cluster.selfMember().address();
        this.dns = DnsNames.of(
                context.getSystem(),
                local.servers().dns(),
                local.servers().port().orElse(DEFAULT_PORT));
        this.admission = new Admission(local.cluster(), self);
        String name = self.getHost().get() + ":" + self.getPort().get();
        this.members = new MemberLinks(context, new LinkPolicy(local, name, admission), links, renewal.known());
        this.lost = new LostMembers(view, forgotten, (member, isLost) -> {
            if (isLost) {
                timers.startSingleTimer(
                        member, new Forget(member), local.servers().forgetAfter());
            } else {
                timers.cancel(member);
            }
        });
        links.claim(admission.nodeName(), name);
    }

    /** Deaf until it is told to {@link Begin}: who asks before asks again. */
    static Behavior<Command> create(LocalServer local, Links links, Renewal renewal) {
        return Behaviors.receive(Command.class)
                .onMessageEquals(Begin.INSTANCE, () -> looking(local, links, renewal))
                .onMessageEquals(Leave.INSTANCE, () -> {
                    renewal.left();
                    return Behaviors.same();
                })
                .onAnyMessage(early -> Behaviors.same())
                .build();
    }

    private static Behavior<Command> looking(LocalServer local, Links links, Renewal renewal) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Membership membership = new Membership(context, timers, local, links, renewal);
            membership.subscribe();
            membership.look();
            return membership;
        }));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(CallFrame.class, frame -> onLink(frame.from(), new ServerLink.FrameReceived(frame)))
                .onMessage(CallsHandled.class, message -> onLink(message.from(), new ServerLink.RoomMade(message)))
                .onMessage(Introduction.class, this::onIntroduction)
                .onMessage(Merge.class, this::onMerge)
                .onMessage(Hello.class, hello -> onLink(hello.from(), new ServerLink.HelloReceived(hello)))
                .onMessage(MalformedHello.class, bad -> onLink(bad.from(), new ServerLink.Malformed(bad.reason())))
                .onMessage(Goodbye.class, bye -> onLink(bye.from(), new ServerLink.Closed(bye)))
                .onMessage(Changed.class, changed -> onChanged(changed.event()))
                .onMessage(Found.class, this::onFound)
                .onMessage(Unheard.class, this::onUnheard)
                .onMessage(Round.class, round -> onRound())
                .onMessage(Forget.class, this::onForget)
                .onMessage(Quarantined.class, this::onQuarantined)
                .onMessage(Leave.class, leave -> onLeave())
                .build();
    }

    private void subscribe() {
        ActorContext<Command> context = getContext();
        cluster.subscriptions()
                .tell(Subscribe.create(
                        context.messageAdapter(ClusterDomainEvent.class, Changed::new), ClusterDomainEvent.class));
        ActorRef<ThisActorSystemQuarantinedEvent> adapter =
                context.messageAdapter(ThisActorSystemQuarantinedEvent.class, Quarantined::new);
        Adapter.toClassic(context.getSystem())
                .eventStream()
                .subscribe(Adapter.toClassic(adapter), ThisActorSystemQuarantinedEvent.class);
    }

    /** Starts a round: finds out, off this thread, who there is to ask that is no member. */
    private void look() {
        Set<Address> met = new HashSet<>(Set.of(self));
        view.members().forEach(member -> met.add(member.address()));
        var blocking = getContext().getSystem().dispatchers().lookup(DispatcherSelector.blocking());
        Search.Sources sources = new Search.Sources(
                local.servers().targets(),
                local.servers().seeds(),
                dns,
                renewal.known().addresses());
        var search = Search.start(sources, met, blocking);
        getContext()
                .pipeToSelf(
                        search, (found, failure) -> new Found(failure == null ? found : new Search(targets, Set.of())));
    }

    private Behavior<Command> onFound(Found found) {
        if (isLeaving) {
            return this;
        }
        targets = found.search().targets();
        isPrepared = true;
        asked = found.search().listening();
        searching.keySet().retainAll(asked);
        asked.forEach(address -> introduce(address, true));
        forgotten.nextRound(asked).ifPresent(this::probe);
        boolean isMember = view.identity().isPresent();
        if (!isMember && asked.isEmpty() && roundsToJoin == 0) {
            form();
        }
        timers.startSingleTimer(Round.INSTANCE, isMember ? local.servers().retry() : SEARCH_ROUND);
        return this;
    }

    private void probe(Address address) {
        var blocking = getContext().getSystem().dispatchers().lookup(DispatcherSelector.blocking());
        getContext()
                .pipeToSelf(
                        Search.probe(address, blocking),
                        (isAlive, failure) -> new Unheard(address, failure == null && isAlive));
    }

    private Behavior<Command> onUnheard(Unheard unheard) {
        if (unheard.isAlive()) {
            LOG.warn(
                    "{} and this server gave each other up: its cluster system starts anew",
                    unheard.address().hostPort());
            renew("given up as lost", unheard.address());
        }
        return this;
    }

    private Behavior<Command> onRound() {
        if (isLeaving) {
            return this;
        }
        if (view.identity().isEmpty()) {
            decide();
        }
        look();
        return this;
    }

    /** Nobody answered from within a cluster: the oldest of those who search forms one. */
    private void decide() {
        if (roundsToJoin > 0) {
            roundsToJoin--;
            return;
        }
        boolean isSilent =
                asked.stream().anyMatch(address -> !searching.containsKey(address) && !refused.containsKey(address));
        if (isSilent && roundsToAnswer > 0) {
            roundsToAnswer--;
            return;
        }
        ClusterIdentity own = new ClusterIdentity(local.startMs(), self.toString());
        if (searching.values().stream().noneMatch(own::isYoungerThan)) {
            form();
        }
    }

    private void form() {
        LOG.debug("Nobody to join: {} forms a cluster", self);
        join(self);
    }

    private void join(Address address) {
        roundsToJoin = ROUNDS_TO_JOIN;
        cluster.manager().tell(Join.create(address));
    }

    private Behavior<Command> onIntroduction(Introduction introduction) {
        Address other = AddressFromURIString.parse(introduction.address());
        if (isLeaving || other.equals(self) || !isPrepared) {
            return this;
        }
        forgotten.onHeard(other);
        if (introduction.isQuestion()) {
            introduce(other, false);
        }
        if (isRefused(introduction, other)) {
            return this;
        }
        renewal.known().saw(other);
        Optional<ClusterIdentity> own = view.identity();
        if (introduction.cluster().isEmpty()) {
            searching.put(other, new ClusterIdentity(introduction.startMs(), introduction.address()));
        } else if (own.isPresent()) {
            meet(own.get(), introduction.cluster().get(), other);
        } else if (roundsToJoin == 0) {
            join(other);
        }
        return this;
    }

    /** Neither joined nor waited for; told in the log once. */
    private boolean isRefused(Introduction introduction, Address other) {
        String refusal = admission.refusal(introduction.passport(), other);
        if (refusal == null) {
            refused.remove(other);
            return false;
        }
        if (!refusal.equals(refused.put(other, refusal))) {
            LOG.error(
                    "{}:{} is refused: {}",
                    other.getHost().get(),
                    other.getPort().get(),
                    refusal);
        }
        searching.remove(other);
        return true;
    }

    /** Two clusters, or one that has not yet told everyone who is a member. */
    private void meet(ClusterIdentity own, ClusterIdentity theirs, Address other) {
        boolean isStranger = view.members().noneMatch(member -> member.address().equals(other));
        if (isStranger && own.isYoungerThan(theirs)) {
            LOG.info("Met an older cluster at {}: this one joins it", other.hostPort());
            view.members()
                    .filter(member -> !view.isSelf(member))
                    .map(Member::address)
                    .forEach(address -> send(address, new Merge(other.toString())));
            renew("its cluster joins an older one", other);
        }
    }

    private Behavior<Command> onMerge(Merge merge) {
        renew("its cluster joins an older one", AddressFromURIString.parse(merge.address()));
        return this;
    }

    /** The other side will never listen to this incarnation again. */
    private Behavior<Command> onQuarantined(Quarantined quarantined) {
        Address other = quarantined.event().remoteAddress().address();
        LOG.warn("{} gave this server up as lost: its cluster system starts anew", other.hostPort());
        renew("given up as lost", other);
        return this;
    }

    private void renew(String reason, Address join) {
        if (!isLeaving) {
            members.close(reason);
            renewal.known().saw(join);
            isLeaving = true;
            renewal.renew();
        }
    }

    private Behavior<Command> onLeave() {
        isLeaving = true;
        members.close("the server stops");
        renewal.left();
        return this;
    }

    private Behavior<Command> onLink(UniqueAddress from, ServerLink.Command command) {
        members.tell(from, command);
        return this;
    }

    /** Brings links and timers in line with the members as they now are. */
    private Behavior<Command> onChanged(ClusterDomainEvent event) {
        view.see(event);
        if (isLeaving) {
            return this;
        }
        if (view.identity().isPresent()) {
            roundsToJoin = 0;
        }
        lost.see();
        members.keep(view, targets);
        return this;
    }

    private Behavior<Command> onForget(Forget forget) {
        Address address = forget.member().address();
        LOG.warn(
                "{} cannot be reached for {}: forgotten",
                address.hostPort(),
                local.servers().forgetAfter());
        cluster.manager().tell(Down.apply(address));
        return this;
    }

    private void introduce(Address to, boolean isQuestion) {
        send(
                to,
                new Introduction(
                        admission.passport(to), self.toString(), local.startMs(), view.identity(), isQuestion));
    }

    private void send(Address to, ClusterMessage message) {
        Adapter.toClassic(getContext().getSystem())
                .actorSelection(to + "/user")
                .tell(message, org.apache.pekko.actor.ActorRef.noSender());
    }
}
