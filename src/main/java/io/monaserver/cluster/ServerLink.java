package io.monaserver.cluster;

import io.monaserver.cluster.ClusterMessage.CallFrame;
import io.monaserver.cluster.ClusterMessage.CallsHandled;
import io.monaserver.cluster.ClusterMessage.Facts;
import io.monaserver.cluster.ClusterMessage.Goodbye;
import io.monaserver.cluster.ClusterMessage.Hello;
import io.monaserver.cluster.ClusterMessage.LinkIds;
import io.monaserver.domain.ServerCall;
import io.monaserver.domain.ServerChannel;
import io.monaserver.domain.ServerInfo;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * then and carries calls, and says goodbye when it is closed here. A link that the other opened anew is down and up
 * again. One that a script of either side refused stays down for the time of a retry.
 */
final class ServerLink extends AbstractBehavior<ServerLink.Command> {

    private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);
    private static final Duration HELLO_INTERVAL = Duration.ofMillis(500);
    private static final Duration RESEND_INTERVAL = Duration.ofSeconds(1);

    sealed interface Command {}

    record HelloReceived(Hello hello) implements Command {}

    record Malformed(String reason) implements Command {}

    record Close(String reason) implements Command {}

    /** The other side has closed; there is nobody to say goodbye to. */
    record Closed(Goodbye goodbye) implements Command {}

    record FrameReceived(CallFrame frame) implements Command {}

    record RoomMade(CallsHandled message) implements Command {}

    /** A script does not want the other side. */
    private record Reject(ServerInfo server, String reason) implements Command {}

    /** The scripts are done with a frame. */
    private record Handled(CallExchange exchange) implements Command {}

    private enum Flush implements Command {
        INSTANCE
    }

    private enum Repeat implements Command {
        INSTANCE
    }

    private enum Resend implements Command {
        INSTANCE
    }

    /** A refused link may be opened again. */
    private enum Resume implements Command {
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
    private long linkId = newId();
    private long heard;
    private boolean isRefused;
    private @Nullable ServerInfo up;
    private @Nullable CallExchange exchange;
    private String nodeName = "";
    private final Set<String> dismissals = new HashSet<>();
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
            timers.startTimerWithFixedDelay(Repeat.INSTANCE, HELLO_INTERVAL);
            timers.startTimerWithFixedDelay(Resend.INSTANCE, RESEND_INTERVAL);
            ServerLink link = new ServerLink(context, timers, peer, policy, links);
            link.sayHello(true);
            return link;
        }));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(FrameReceived.class, received -> onFrame(received.frame()))
                .onMessage(RoomMade.class, this::onRoomMade)
                .onMessage(Handled.class, this::onHandled)
                .onMessage(Flush.class, flush -> onFlush())
                .onMessage(Resend.class, resend -> onResend())
                .onMessage(Reject.class, this::onReject)
                .onMessage(Resume.class, resume -> onResume())
                .onMessage(Repeat.class, tick -> onRepeat())
                .onMessage(HelloReceived.class, received -> onHello(received.hello()))
                .onMessage(Malformed.class, this::onMalformed)
                .onMessage(Close.class, this::onClose)
                .onMessage(Closed.class, this::onClosed)
                .onSignal(PostStop.class, signal -> onPostStop())
                .build();
    }

    private Behavior<Command> onRepeat() {
        if (up == null && !isRefused) {
            sayHello(true);
        }
        return this;
    }

    private Behavior<Command> onHello(Hello hello) {
        if (isRefused) {
            return this;
        }
        String refusal =
                policy.admission().refusal(hello.passport(), peer.node().address());
        if (refusal == null) {
            refusal = nameTaken(hello.passport().node());
        }
        return refusal == null ? accept(hello) : dismiss(refusal);
    }

    private @Nullable String nameTaken(String node) {
        String holder = links.claim(node, name());
        if (holder == null && !node.equals(nodeName)) {
            links.release(nodeName, name());
            nodeName = node;
        }
        return holder == null ? null : "cluster.nodeName: " + node + " is the name of " + holder + " too";
    }

    private Behavior<Command> onMalformed(Malformed malformed) {
        return isRefused ? this : dismiss("malformed hello: " + malformed.reason());
    }

    /** Says why there is no link, here and there, and tries again later. */
    private Behavior<Command> dismiss(String why) {
        if (dismissals.add(why)) {
            LOG.error("{}: link refused: {}", name(), why);
        }
        remote.tell(new Goodbye(self, why, true));
        refuse(why);
        return this;
    }

    private Behavior<Command> accept(Hello hello) {
        Facts facts = hello.facts();
        if (hello.linkId() != heard) {
            raiseDown("the other server opened the link anew");
            heard = hello.linkId();
        }
        boolean isComingUp = hello.heard() == linkId && up == null;
        if (hello.isQuestion() || isComingUp) {
            sayHello(false);
        }
        if (isComingUp) {
            raiseUp(facts);
        }
        return this;
    }

    private Behavior<Command> onFrame(CallFrame frame) {
        ServerInfo server = up;
        CallExchange current = exchange;
        if (server != null && current != null) {
            List<ServerCall> calls = current.onFrame(frame);
            if (!calls.isEmpty()) {
                ActorRef<Command> own = getContext().getSelf();
                links.called(server, calls, () -> own.tell(new Handled(current)));
            }
        }
        return this;
    }

    private Behavior<Command> onHandled(Handled handled) {
        if (handled.exchange().equals(exchange)) {
            handled.exchange().onHandled();
        }
        return this;
    }

    private Behavior<Command> onRoomMade(RoomMade room) {
        if (exchange != null) {
            exchange.onAcknowledged(room.message());
        }
        return this;
    }

    private Behavior<Command> onFlush() {
        if (exchange != null) {
            exchange.flush();
        }
        return this;
    }

    private Behavior<Command> onResend() {
        if (exchange != null) {
            exchange.resend();
        }
        return this;
    }

    private Behavior<Command> onReject(Reject reject) {
        if (reject.server().equals(up)) {
            LOG.warn("{}: rejected: {}", name(), reject.reason());
            remote.tell(new Goodbye(self, reject.reason(), true));
            refuse(reject.reason());
        }
        return this;
    }

    private void refuse(String why) {
        raiseDown(why);
        isRefused = true;
        timers.startSingleTimer(Resume.INSTANCE, policy.retry());
    }

    private Behavior<Command> onResume() {
        isRefused = false;
        return onRepeat();
    }

    private Behavior<Command> onClose(Close close) {
        remote.tell(new Goodbye(self, close.reason(), false));
        reason = close.reason();
        return Behaviors.stopped();
    }

    private Behavior<Command> onClosed(Closed closed) {
        Goodbye goodbye = closed.goodbye();
        if (goodbye.isRefusal()) {
            if (dismissals.add(goodbye.reason())) {
                LOG.warn("{}: this server is rejected: {}", name(), goodbye.reason());
            }
            refuse(goodbye.reason());
        } else {
            raiseDown(goodbye.reason());
        }
        heard = 0;
        return this;
    }

    private Behavior<Command> onPostStop() {
        raiseDown(reason);
        links.release(nodeName, name());
        return this;
    }

    private void sayHello(boolean isQuestion) {
        Facts facts = policy.facts(peer.isDialled(), peer.properties());
        remote.tell(new Hello(
                self,
                linkId,
                heard,
                isQuestion,
                policy.admission().passport(peer.node().address()),
                facts));
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
        dismissals.clear();
        LOG.info("{}: link up", name());
        links.up(info, openExchange(info), policy.isShown(peer.isDialled(), facts));
    }

    private ServerChannel openExchange(ServerInfo server) {
        ActorRef<Command> own = getContext().getSelf();
        CallQueue queue =
                new CallQueue(policy.calls(), () -> own.tell(Flush.INSTANCE), why -> own.tell(new Reject(server, why)));
        exchange = new CallExchange(
                self, new LinkIds(linkId, heard), queue, policy.calls().messageBytes(), remote::tell);
        return queue;
    }

    private void raiseDown(String why) {
        if (up != null) {
            LOG.info("{}: link down: {}", name(), why);
            links.down(up, why);
            up = null;
            linkId = newId();
        }
        if (exchange != null) {
            exchange.close();
            exchange = null;
        }
    }

    private static long newId() {
        return 1 + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    }

    private String name() {
        Address address = peer.node().address();
        return address.getHost().get() + ":" + address.getPort().get();
    }
}
