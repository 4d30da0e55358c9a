package io.monaserver.domain.client;

import io.monaserver.common.Clock;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Blacklist;
import io.monaserver.domain.CloseReason;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Departure;
import io.monaserver.domain.Loop;
import io.monaserver.domain.Onward;
import io.monaserver.domain.Writer;
import io.monaserver.domain.group.GroupRegistry;
import io.monaserver.domain.publication.PublicationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.RecipientRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All client sessions of this node. Safe on any thread. */
public final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private static final AtomicLong NAMES = new AtomicLong();

    private final ActorSystem<?> system;
    private final RecipientRef<ApplicationEvent> applications;
    private final PublicationRegistry publications;
    private final GroupRegistry groups;
    private final Blacklist blacklist;
    private final Clock clock;
    private final Set<ActorRef<ClientSession.Command>> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connected = new AtomicInteger();
    private final Map<String, AtomicInteger> connectedBy = new ConcurrentHashMap<>();
    private volatile @Nullable Departure departure;
    private volatile @Nullable Onward onward;

    /** Sessions whose events go to these applications. */
    public Sessions(
            ActorSystem<?> system,
            RecipientRef<ApplicationEvent> applications,
            PublicationRegistry publications,
            GroupRegistry groups,
            Blacklist blacklist,
            Clock clock) {
        this.system = system;
        this.applications = applications;
        this.publications = publications;
        this.groups = groups;
        this.blacklist = blacklist;
        this.clock = clock;
    }

    /** Opens a session for a connection of this loop; it ends with {@link ClientSession.Disconnect}. */
    public ActorRef<ClientSession.Command> open(Writer writer, Loop loop) {
        ActorRef<ClientSession.Command> session = system.systemActorOf(
                ClientSession.create(this, writer, loop), "session-" + NAMES.incrementAndGet(), loop.dispatcher());
        open.add(session);
        return session;
    }

    /** Who may not have a session. */
    public Blacklist blacklist() {
        return blacklist;
    }

    /** From now on newcomers go elsewhere, as long as there is somewhere to go; those who are here are told. */
    public void depart(Departure elsewhere) {
        departure = elsewhere;
        open.forEach(session -> session.tell(ClientSession.Depart.INSTANCE));
    }

    /** There are other servers, to which clients may be sent. */
    public void sendOn(Onward elsewhere) {
        onward = elsewhere;
    }

    /** Where a client shall go that wants something which it can get from another server as well; empty: nowhere. */
    public Optional<ConnectOutcome.Redirected> onward(SessionRequest request) {
        Onward elsewhere = onward;
        return elsewhere == null
                ? Optional.empty()
                : elsewhere.of(request.protocol(), request.address(), request.path(), request.query());
    }

    /**
     * Where a client that connects shall go instead. Balanced are those of RTMP only: RTMFP's said hello before, and
     * those of HTTP and WebSocket want to be here unless they play.
     */
    Optional<ConnectOutcome.Redirected> redirection(SessionRequest request) {
        List<String> addresses = elsewhere(request.protocol());
        if (!addresses.isEmpty()) {
            return Optional.of(new ConnectOutcome.Redirected(addresses));
        }
        return request.protocol().startsWith("RTMP") ? onward(request) : Optional.empty();
    }

    /** {@code host:port} of other servers for clients of this protocol, while they should go there. */
    List<String> elsewhere(String protocol) {
        Departure leaving = departure;
        return leaving == null ? List.of() : leaving.addresses(protocol);
    }

    /** Tells all sessions to close their connections. */
    public void closeAll(CloseReason reason) {
        open.forEach(session -> session.tell(new ClientSession.Shut(reason)));
    }

    /** Waits until no session is open, at most this long; whether that came true. */
    public boolean awaitNone(Duration limit) throws InterruptedException {
        synchronized (open) {
            long deadline = clock.nanos() + limit.toNanos();
            while (!open.isEmpty() && clock.nanos() < deadline) {
                open.wait(Math.max(1, (deadline - clock.nanos()) / 1_000_000));
            }
            return open.isEmpty();
        }
    }

    /** Number of sessions open, connected to an application or not. */
    public int openCount() {
        return open.size();
    }

    /** Number of clients connected to an application. */
    public int connectedCount() {
        return connected.get();
    }

    RecipientRef<ApplicationEvent> applications() {
        return applications;
    }

    PublicationRegistry publications() {
        return publications;
    }

    GroupRegistry groups() {
        return groups;
    }

    /** Number of clients of this protocol connected to an application. */
    public int connectedCount(String protocol) {
        AtomicInteger count = connectedBy.get(protocol);
        return count == null ? 0 : count.get();
    }

    void onConnected(SessionClient client) {
        count(client.protocol()).incrementAndGet();
        int total = connected.incrementAndGet();
        log(client, "connected to " + client.path() + "/", total);
    }

    void onDisconnected(SessionClient client, String reason) {
        count(client.protocol()).decrementAndGet();
        int total = connected.decrementAndGet();
        log(client, "disconnected: " + reason, total);
    }

    /** A line for each who comes to stay; requests that come and go are not an operator's business. */
    private static void log(SessionClient client, String what, int total) {
        if (client.protocol().equals("HTTP")) {
            LOG.debug("{} {}, {} clients", client, what, total);
        } else {
            LOG.info("{} {}, {} clients", client, what, total);
        }
    }

    private AtomicInteger count(String protocol) {
        return connectedBy.computeIfAbsent(protocol, key -> new AtomicInteger());
    }

    void onEnded(ActorRef<ClientSession.Command> session) {
        open.remove(session);
        if (open.isEmpty()) {
            synchronized (open) {
                open.notifyAll();
            }
        }
    }
}
