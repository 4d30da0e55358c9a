package io.monaserver.cluster;

import io.monaserver.cluster.ClusterMessage.Facts;
import io.monaserver.cluster.ClusterMessage.Goodbye;
import io.monaserver.cluster.ClusterMessage.Hello;
import io.monaserver.domain.ServerInfo;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.UniqueAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to one other node, from its membership to its end: introduces itself until the other has answered, is up
 * then, and says goodbye when it is closed here. A link that the other opened anew is down and up again.
 */
final class ServerLink extends AbstractBehavior<ServerLink.Command> {

    private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);
    private static final Duration HELLO_INTERVAL = Duration.ofMillis(500);

    sealed interface Command {}

    record HelloReceived(Hello hello) implements Command {}

    record Close(String reason) implements Command {}

    /** The other side has closed; there is nobody to say goodbye to. */
    record Closed(String reason) implements Command {}

    private enum Repeat implements Command {
        INSTANCE
    }

    /** Who the other is and how it is reached. */
    record Peer(UniqueAddress node, boolean isDialled, Map<String, String> properties) {}

    private final Peer peer;
    private final UniqueAddress self;
    private final LinkPolicy policy;
    private final Links links;
    private final ActorRef<Membership.Command> remote;
    private final TimerScheduler<Command> timers;
    private final long linkId = 1 + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    private long heard;
    private @Nullable ServerInfo up;
    private String reason = "the cluster's actor system has ended";

    private ServerLink(
            ActorContext<Command> context, TimerScheduler<Command> timers, Peer peer, LinkPolicy policy, Links links) {
        super(context);
        this.peer = peer;
        this.policy = policy;
        this.links = links;
        this.timers = timers;
        this.self = org.apache.pekko.cluster.Cluster.get(context.getSystem()).selfUniqueAddress();
        this.remote = ActorRefResolver.get(context.getSystem())
                .resolveActorRef(peer.node().address() + "/user");
    }

    static Behavior<Command> create(Peer peer, LinkPolicy policy, Links links) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerAtFixedRate(Repeat.INSTANCE, HELLO_INTERVAL);
            ServerLink link = new ServerLink(context, timers, peer, policy, links);
            link.sayHello(true);
            return link;
        }));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Repeat.class, tick -> onRepeat())
                .onMessage(HelloReceived.class, received -> onHello(received.hello()))
                .onMessage(Close.class, this::onClose)
                .onMessage(Closed.class, this::onClosed)
                .onSignal(PostStop.class, signal -> onPostStop())
                .build();
    }

    private Behavior<Command> onRepeat() {
        if (up == null) {
            sayHello(true);
        }
        return this;
    }

    private Behavior<Command> onHello(Hello hello) {
        Facts facts = hello.facts();
        if (facts.version() != ClusterMessage.VERSION) {
            LOG.error(
                    "{}: link refused, message version: {} (expected: {})",
                    name(),
                    facts.version(),
                    ClusterMessage.VERSION);
            timers.cancelAll();
            return this;
        }
        if (hello.linkId() != heard) {
            raiseDown("the other server opened the link anew");
            heard = hello.linkId();
        }
        if (hello.isQuestion()) {
            sayHello(false);
        }
        if (hello.heard() == linkId && up == null) {
            raiseUp(facts);
        }
        return this;
    }

    private Behavior<Command> onClose(Close close) {
        remote.tell(new Goodbye(self, close.reason()));
        reason = close.reason();
        return Behaviors.stopped();
    }

    private Behavior<Command> onClosed(Closed closed) {
        raiseDown(closed.reason());
        heard = 0;
        return this;
    }

    private Behavior<Command> onPostStop() {
        raiseDown(reason);
        return this;
    }

    private void sayHello(boolean isQuestion) {
        Facts facts = policy.facts(peer.isDialled(), peer.properties());
        remote.tell(new Hello(self, linkId, heard, isQuestion, facts));
    }

    private void raiseUp(Facts facts) {
        Map<String, String> properties = new HashMap<>(facts.properties());
        properties.putAll(peer.properties());
        Address address = peer.node().address();
        ServerInfo info = new ServerInfo(
                address.hostPort() + "#" + peer.node().longUid(),
                new InetSocketAddress(address.getHost().get(), address.getPort().get()),
                facts.host(),
                policy.isInitiator(peer.isDialled(), facts, name()),
                properties,
                facts.configs());
        up = info;
        LOG.info("{}: link up", name());
        links.up(info, policy.isShown(peer.isDialled(), facts));
    }

    private void raiseDown(String why) {
        if (up != null) {
            LOG.info("{}: link down: {}", name(), why);
            links.down(up, why);
            up = null;
        }
    }

    private String name() {
        Address address = peer.node().address();
        return address.getHost().get() + ":" + address.getPort().get();
    }
}
