package io.monaserver.cluster;

import com.typesafe.config.Config;
import io.monaserver.cluster.share.ClusterShare;
import io.monaserver.common.Clock;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.ServerInfo;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's part in the cluster. It runs in an actor system of its own that may end and start again at any time, when
 * it was given up as lost or joins an older cluster, while the node serves its clients without noticing.
 */
public final class ClusterNode implements AutoCloseable {

    /** The name of the actor systems, the same on all nodes. */
    static final String SYSTEM = "mona-cluster";

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);
    private static final long RESTART_MS = 200;

    private final LocalServer local;
    private final Config pekko;
    private final Links links;
    private final ClusterShare share;
    private final KnownAddresses known;
    private final Metrics.Tally starts;
    private final CanonicalAddress canonical;
    private final ScheduledExecutorService control = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cluster-control");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch farewell = new CountDownLatch(1);
    private int port;
    private boolean isJoining;
    private boolean isClosed;
    private @Nullable ActorSystem<Membership.Command> system;

    /**
     * Who is told what happens, on the cluster's threads.
     *
     * @param events told of links that scripts see
     * @param share told of all links
     */
    public record Watchers(Consumer<ApplicationEvent> events, ClusterShare share) {}

    /**
     * Nothing runs yet.
     *
     * @param pekko the operator's settings for the actor system
     */
    public ClusterNode(LocalServer local, Config pekko, Watchers watchers, Metrics metrics, Clock clock) {
        this.local = local;
        this.pekko = pekko;
        this.links = new Links(watchers.events(), watchers.share(), metrics);
        this.share = watchers.share();
        this.known = new KnownAddresses(clock);
        this.starts = metrics.tally(Meter.CLUSTER_STARTS);
        this.canonical = CanonicalAddress.choose(local.servers(), local.bindHost());
        this.port = local.servers().port().orElse(0);
    }

    /**
     * Binds in the background; completes with the canonical address, or with why it cannot be had. The others are not
     * looked for before {@link #join}.
     */
    public CompletableFuture<InetSocketAddress> start() {
        if (!canonical.isLoopback() && local.cluster().tls().isEmpty()) {
            LOG.warn(
                    "servers: links are not encrypted and anyone who reaches {} can join (expected: a firewall)",
                    canonical.bindHost());
        }
        return CompletableFuture.supplyAsync(this::launch, control);
    }

    /** This server can take what others send it: finds them, in the background. */
    public void join() {
        control.execute(() -> {
            isJoining = true;
            if (system != null) {
                join(system);
            }
        });
    }

    /** What is to be bound; port 0 is any free one. */
    public InetSocketAddress bindAddress() {
        return InetSocketAddress.createUnresolved(
                canonical.bindHost(), local.servers().port().orElse(0));
    }

    /** The links that scripts see, in the order in which they came up. */
    public List<ServerInfo> servers() {
        return links.shown();
    }

    /** All servers to which a link is up, whether scripts see it or not. */
    public List<ServerInfo> others() {
        return links.all();
    }

    /** Says goodbye, leaves the cluster, and ends. */
    @Override
    public void close() {
        if (control.isShutdown()) {
            return;
        }
        ActorSystem<Membership.Command> last =
                CompletableFuture.supplyAsync(this::closing, control).join();
        try {
            if (last != null) {
                last.tell(Membership.Leave.INSTANCE);
                if (!farewell.await(1, TimeUnit.SECONDS)) {
                    LOG.debug("Links were not told of the stop in time");
                }
                last.terminate();
                last.getWhenTerminated().toCompletableFuture().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.warn("The cluster's actor system did not end in time", e);
        }
        control.shutdownNow();
    }

    private @Nullable ActorSystem<Membership.Command> closing() {
        isClosed = true;
        return system;
    }

    private InetSocketAddress launch() {
        Config config = ClusterSystem.config(local, canonical, port, pekko);
        ActorSystem<Membership.Command> started =
                ActorSystem.create(Membership.create(local, links, new SystemRenewal()), SYSTEM, config);
        starts.increment();
        system = started;
        Address address = Cluster.get(started).selfMember().address();
        port = address.getPort().get();
        if (isJoining) {
            join(started);
        }
        started.getWhenTerminated().whenCompleteAsync((done, failure) -> onTerminated(), control);
        return new InetSocketAddress(address.getHost().get(), port);
    }

    private void join(ActorSystem<Membership.Command> bound) {
        share.start(bound);
        bound.tell(Membership.Begin.INSTANCE);
    }

    private void onTerminated() {
        if (!isClosed) {
            LOG.debug("The cluster's actor system has ended and starts again");
            control.schedule(this::relaunch, RESTART_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void relaunch() {
        try {
            if (!isClosed) {
                launch();
            }
        } catch (RuntimeException e) {
            LOG.error("The cluster's actor system cannot start again, next attempt follows: {}", e.toString());
            control.schedule(this::relaunch, local.servers().retry().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** What one actor system may ask of the node. */
    private final class SystemRenewal implements Renewal {

        @Override
        public KnownAddresses known() {
            return known;
        }

        @Override
        public void renew() {
            control.execute(() -> {
                if (system != null && !isClosed) {
                    system.terminate();
                }
            });
        }

        @Override
        public void left() {
            farewell.countDown();
        }
    }
}
