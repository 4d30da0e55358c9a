package io.monaserver.app;

import io.monaserver.admin.AdminServer;
import io.monaserver.admin.NodeStatus;
import io.monaserver.admin.PrometheusMetrics;
import io.monaserver.common.Clock;
import io.monaserver.config.AdminConfig;
import io.monaserver.config.ServerConfig;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Departure;
import io.monaserver.domain.Onward;
import io.monaserver.domain.Referrals;
import io.monaserver.domain.ServerInfo;
import io.monaserver.domain.client.Sessions;
import io.monaserver.script.NodeParts;
import io.monaserver.script.ScriptLane;
import io.monaserver.transport.socket.ScriptSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server: starts its parts from the lowest level to the highest, and stops them in reverse. A part that is started
 * pushes how it is stopped.
 */
final class Node {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private static final long DRAIN_POLL_NANOS = 100_000_000;

    /** One step of the stop; a failing one does not keep the others from running. */
    private record Step(String name, AutoCloseable action) {}

    private final ServerConfig config;
    private final Listening listening = new Listening();
    private final NodeStatus status = new NodeStatus();
    private final PrometheusMetrics metrics;
    private final ServerEvents serverEvents = new ServerEvents();
    private final Deque<Step> steps = new ArrayDeque<>();
    private LongSupplier clients = () -> 0;
    private Supplier<List<ServerInfo>> others = List::of;
    private Consumer<Departure> farewell = departure -> {};
    private volatile Duration drain;
    private @Nullable ClusterPart cluster;
    private final long startedMs = Clock.SYSTEM.epochMs();

    Node(ServerConfig config, PrometheusMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
        this.drain = config.cluster().drain();
    }

    /** Returns when all that can be bound is bound: clients are served. */
    synchronized void start() throws IOException {
        Files.createDirectories(config.application().www());
        onStop("metrics", metrics);
        cluster = startCluster();
        startClients(cluster);
        if (cluster != null) {
            listening.open("servers", cluster.bindAddress(), cluster::awaitBound);
        }
        startAdmin(config.admin());
        status.setReady(true);
    }

    /** What clients need not wait for, and takes long to load: the other servers, and the figures of the machine. */
    synchronized void finishStart() {
        if (cluster != null) {
            cluster.join();
        }
        metrics.watchMachine();
    }

    /** Stops what was started, the last first. */
    synchronized void stop() {
        status.setReady(false);
        drain();
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            try {
                step.action().close();
            } catch (Exception e) {
                LOG.error("{} did not stop cleanly", step.name(), e);
            }
        }
    }

    /** Ends the process in order, with another time for its clients to leave than the configured one. */
    private void drainAndExit(Duration limit) {
        LOG.info("asked to stop once all clients have left, in {} s at the latest", limit.toSeconds());
        drain = limit;
        new Thread(() -> System.exit(0), "drain").start();
    }

    /**
     * Load balancers see that the node is not ready, newcomers are sent to other servers, and the clients that it has
     * are told of them and may leave in their own time.
     */
    private void drain() {
        farewell.accept(new Departure(others));
        long end = Clock.SYSTEM.millis() + drain.toMillis();
        while (clients.getAsLong() > 0 && Clock.SYSTEM.millis() < end) {
            LockSupport.parkNanos(DRAIN_POLL_NANOS);
        }
    }

    /** What the node listens on, for the line that says it is ready. */
    synchronized String describe() {
        return listening.describe();
    }

    /** Whether there is a link to another server. */
    synchronized boolean isLinked() {
        return !others.get().isEmpty();
    }

    synchronized Collection<InetSocketAddress> addresses() {
        return listening.addresses();
    }

    private void onStop(String name, AutoCloseable action) {
        steps.push(new Step(name, action));
    }

    /**
     * The domain, the applications, the ports. Stopped the other way round but for the scripts, which are told that
     * clients leave before they are told to stop.
     */
    private void startClients(@Nullable ClusterPart cluster) throws IOException {
        DataPart data = new DataPart(config, metrics);
        onStop("data", data);
        ScriptLane lane = new ScriptLane(config, Clock.SYSTEM, metrics);
        if (cluster != null) {
            cluster.keep(data, lane.executor());
        }
        Domain domain = new Domain(config, lane.dispatchers(), metrics);
        onStop("event loops and actors", domain);
        status.with("publications", domain::describe);
        ActorRef<ApplicationEvent> applications = lane.start(
                domain.system(),
                new NodeParts(
                        data.awaitLoaded(),
                        domain.publications(),
                        domain.groups(),
                        domain.blacklist(),
                        domain.loops()::any,
                        new ScriptSockets(
                                domain.loops(),
                                domain.blacklist(),
                                config.script().socketBuffer())));
        onStop("applications", lane);
        serverEvents.connect(applications::tell);
        Sessions sessions = domain.sessions(applications, metrics);
        status.with("clients", sessions::connectedCount);
        clients = sessions::connectedCount;
        Referrals referrals = new Referrals(lane.wishes(), applications);
        if (cluster != null) {
            cluster.balance(referrals, sessions::connectedCount);
            sessions.sendOn(new Onward(referrals, Clock.SYSTEM));
        }
        farewell = departure -> {
            referrals.depart(departure);
            sessions.depart(departure);
            if (cluster != null) {
                cluster.depart();
            }
        };
        Transports transports = new Transports(
                config, domain.loops(), new Transports.Clients(sessions, referrals, domain.rendezvous()), metrics);
        onStop("clients", transports);
        if (cluster != null) {
            cluster.share(domain.shared());
        }
        transports.open(listening);
    }

    /** In the background; its events wait for the applications. */
    private @Nullable ClusterPart startCluster() {
        if (!config.servers().isEnabled()) {
            return null;
        }
        ClusterPart cluster = new ClusterPart(config, startedMs, serverEvents, metrics);
        onStop("cluster", cluster);
        status.with("servers", cluster::describe);
        others = cluster::others;
        return cluster;
    }

    private void startAdmin(AdminConfig admin) {
        status.with("version", Version::current)
                .with("startedMs", () -> startedMs)
                .with("uptimeMs", () -> Clock.SYSTEM.epochMs() - startedMs)
                .with("listening", listening::toMap)
                .with("meters", metrics::numbers);
        if (admin.isEnabled()) {
            listening.open("admin", admin.bindAddress(), () -> {
                AdminServer server = new AdminServer(admin.bindAddress(), status, metrics, this::drainAndExit);
                // Last, so that operators see the stop.
                steps.addLast(new Step("admin", server));
                return server.address();
            });
        }
    }
}
