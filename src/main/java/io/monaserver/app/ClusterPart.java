package io.monaserver.app;

import com.sun.management.OperatingSystemMXBean;
import io.monaserver.cluster.ClusterNode;
import io.monaserver.cluster.LocalServer;
import io.monaserver.cluster.share.ClusterShare;
import io.monaserver.cluster.share.SharedDomain;
import io.monaserver.cluster.share.SharedTree;
import io.monaserver.common.Clock;
import io.monaserver.config.ServerConfig;
import io.monaserver.data.DataTree;
import io.monaserver.domain.Referrals;
import io.monaserver.domain.ServerInfo;
import io.monaserver.metrics.Metrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The node's part in the cluster, started beside everything else: clients are served whatever becomes of it. A port
 * that is taken leaves the node without a cluster.
 */
final class ClusterPart implements AutoCloseable {

    private static final double PERCENT = 100;

    private final ClusterShare share;
    private final ClusterNode cluster;
    private final CompletableFuture<InetSocketAddress> bound;

    ClusterPart(ServerConfig config, long startedMs, ServerEvents events, Metrics metrics) {
        LocalServer local = new LocalServer(
                config.servers(),
                config.cluster(),
                config.general().host(),
                config.rtmp().endpoint().publicHost(),
                startedMs,
                config.entries());
        share = new ClusterShare(config.share(), Clock.SYSTEM);
        ClusterNode.Watchers watchers = new ClusterNode.Watchers(events, share);
        cluster = new ClusterNode(local, config.pekko(), watchers, metrics, Clock.SYSTEM);
        bound = cluster.start();
    }

    InetSocketAddress bindAddress() {
        return cluster.bindAddress();
    }

    /** There is what scripts keep, before any of them runs. */
    void keep(DataPart data, Executor lane) throws IOException {
        DataTree moments = data.awaitMoments();
        if (moments != null) {
            share.keep(new SharedTree(data.awaitLoaded(), moments, lane));
        }
    }

    /** Newcomers about whom no script decides may go to other servers. */
    void balance(Referrals referrals, LongSupplier sessions) {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        share.balance(referrals, sessions, () -> (int) Math.round(Math.max(0, machine.getCpuLoad()) * PERCENT));
    }

    /** There is a domain to share from. */
    void share(SharedDomain domain) {
        share.attach(domain);
    }

    /** Waits for the port to be bound, not for the others to be found. */
    InetSocketAddress awaitBound() throws IOException {
        try {
            return bound.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("this server has no cluster: " + cause.getMessage(), cause);
        }
    }

    /** Every port is open: finds the others, in the background. */
    void join() {
        cluster.join();
    }

    /** The node drains: the others send nobody here. */
    void depart() {
        share.depart();
    }

    /** All servers to which a link is up. */
    List<ServerInfo> others() {
        return cluster.others();
    }

    /** The links for the status page. */
    List<Map<String, Object>> describe() {
        return cluster.servers().stream().map(ClusterPart::describe).toList();
    }

    @Override
    public void close() {
        cluster.close();
    }

    private static Map<String, Object> describe(ServerInfo server) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put(
                "address",
                server.address().getHostString() + ":" + server.address().getPort());
        facts.put("host", server.host());
        facts.put("isTarget", server.isTarget());
        facts.put("properties", server.properties());
        return facts;
    }
}
