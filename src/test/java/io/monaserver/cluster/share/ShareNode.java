package io.monaserver.cluster.share;

import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.monaserver.cluster.ClusterNode;
import io.monaserver.cluster.LocalServer;
import io.monaserver.common.Clock;
import io.monaserver.config.ConfigSources;
import io.monaserver.config.ServerConfig;
import io.monaserver.data.DataRecord;
import io.monaserver.data.DataStore;
import io.monaserver.data.DataTable;
import io.monaserver.data.DataTree;
import io.monaserver.domain.Blacklist;
import io.monaserver.domain.Loop;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.ServerInfo;
import io.monaserver.domain.publication.Claimant;
import io.monaserver.domain.publication.ListenRequest;
import io.monaserver.domain.publication.Listener;
import io.monaserver.domain.publication.Publisher;
import io.monaserver.domain.publication.PublisherPeer;
import io.monaserver.metrics.Metrics;
import io.monaserver.testkit.DomainFixture;
import io.monaserver.testkit.RecordingSink;
import io.monaserver.testkit.RtmfpClient;
import io.monaserver.testkit.TestClient;
import io.monaserver.testkit.TextWireForm;
import io.monaserver.transport.rtmfp.RtmfpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** A node of a cluster with a domain of its own, beside others in this process. */
final class ShareNode implements AutoCloseable {

    private static final AtomicLong STARTS = new AtomicLong(1000);

    final DomainFixture domain = new DomainFixture();
    final Blacklist blacklist = new Blacklist(Metrics.NONE);
    final ClusterShare share;
    final InetSocketAddress address;

    /** What it says it has of clients. */
    volatile long load;

    private final ClusterNode cluster;
    private final ExecutorService lane = Executors.newSingleThreadExecutor();
    private final DataTree data = DataTree.load(new Forgetful(), 1 << 30);
    private final Loop loop = domain.loops.any();

    /** How its RTMFP clients and servers are closed, the last first. */
    private final List<Runnable> rtmfp = new ArrayList<>();

    /** A node without targets, or with those given in the settings. */
    ShareNode(String... settings) throws Exception {
        List<String> overrides = new ArrayList<>(List.of("cluster.retry=300 ms", "servers.links=all"));
        overrides.addAll(List.of(settings));
        ServerConfig config =
                ServerConfig.load(new ConfigSources(Path.of("target/none"), true, null, overrides, Map.of()));
        share = new ClusterShare(config.share(), Clock.SYSTEM);
        LocalServer local = new LocalServer(
                config.servers(),
                config.cluster(),
                "127.0.0.1",
                "public.invalid",
                STARTS.incrementAndGet(),
                config.entries());
        cluster = new ClusterNode(
                local, ConfigFactory.empty(), new ClusterNode.Watchers(event -> {}, share), Metrics.NONE, Clock.SYSTEM);
        share.balance(domain.referrals, () -> load, () -> 0);
        share.keep(new SharedTree(data, DataTree.load(new Forgetful(), 1 << 30), lane));
        share.attach(
                new SharedDomain(domain.publications, domain.groups, blacklist, domain.rendezvous, domain.loops::any));
        address = cluster.start().get();
        cluster.join();
    }

    /** A node that joins another. */
    static ShareNode beside(ShareNode other, String... settings) throws Exception {
        return new ShareNode(Stream.concat(Stream.of("servers.targets=" + other.target()), Stream.of(settings))
                .toArray(String[]::new));
    }

    String target() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    void awaitLinks(int count) {
        await().until(() -> cluster.servers().size() == count);
    }

    List<ServerInfo> links() {
        return cluster.servers();
    }

    /** Does something with the data tree on its thread. */
    <T> T onLane(Function<DataTable, T> action) {
        return CompletableFuture.supplyAsync(() -> action.apply(data.root()), lane)
                .join();
    }

    Publishing publish(String name) {
        return publish(name, Claimant.CLIENT);
    }

    Publishing publish(String name, Claimant by) {
        Publishing publishing = new Publishing();
        publishing.publisher =
                domain.publications.claim(name, by, publishing, loop).orElseThrow();
        publishing.publisher.start();
        return publishing;
    }

    boolean isTaken(String name) {
        return domain.publications
                .claim(name, new Publishing(), loop)
                .map(publisher -> {
                    publisher.release();
                    return false;
                })
                .orElse(true);
    }

    Listening listen(String name) {
        RecordingSink sink = new RecordingSink(loop.executor(), TextWireForm.messages());
        Listener listener =
                domain.publications.listen(TestClient.of(""), new ListenRequest(name, Map.of(), sink), loop);
        loop.executor().execute(listener::join);
        return new Listening(sink, listener);
    }

    /** Serves RTMFP on a port of 127.0.0.1, any for 0, until the node is closed. */
    RtmfpServer serve(int port, RtmfpServer.Relaying relays) throws IOException {
        RtmfpServer server = domain.serveRtmfp("127.0.0.1", port, relays);
        rtmfp.add(0, server::close);
        return server;
    }

    /** A client of an RTMFP server that is its own, connected; both end with the node. */
    RtmfpClient client(RtmfpServer.Relaying relays) throws IOException {
        RtmfpClient client = new RtmfpClient(serve(0, relays).address(), "rtmfp://127.0.0.1/live");
        rtmfp.add(0, client::close);
        if (!client.connect("live").contains("Success")) {
            throw new AssertionError("not connected");
        }
        return client;
    }

    /** Ends the cluster's part only, as a network that parts does. */
    void leave() {
        cluster.close();
    }

    @Override
    public void close() {
        rtmfp.forEach(Runnable::run);
        cluster.close();
        domain.close();
        lane.shutdown();
    }

    /** Keeps nothing beyond the process. */
    private static final class Forgetful implements DataStore {

        @Override
        public void load(Consumer<DataRecord> reader) {
            // There is nothing.
        }

        @Override
        public void put(DataRecord entry) {
            // Not kept.
        }

        @Override
        public void remove(long id) {
            // Was not kept.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** Somebody who listens. */
    record Listening(RecordingSink sink, Listener listener) {

        void leave() {
            sink.loop().execute(listener::leave);
        }
    }

    /** Somebody who publishes, until told to close. */
    static final class Publishing implements PublisherPeer {

        final List<String> closed = new CopyOnWriteArrayList<>();
        private Publisher publisher;

        void push(MediaPacket... packets) {
            for (MediaPacket packet : packets) {
                publisher.push(packet);
            }
            publisher.flush();
        }

        void setMetadata(MediaPacket metadata) {
            publisher.setMetadata(metadata);
        }

        void release() {
            publisher.release();
        }

        @Override
        public void onClose(String code, String description) {
            closed.add(code + ": " + description);
            publisher.release();
        }

        @Override
        public void onCredit() {
            // Never waited for.
        }
    }
}
