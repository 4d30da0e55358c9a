package io.monaserver.transport.rtmfp;

import io.monaserver.common.Clock;
import io.monaserver.domain.Referrals;
import io.monaserver.domain.Rendezvous;
import io.monaserver.domain.client.Sessions;
import io.monaserver.metrics.Metrics;
import io.monaserver.protocol.rtmfp.EndpointSettings;
import io.monaserver.protocol.rtmfp.SessionIds;
import io.monaserver.protocol.rtmfp.keying.Identity;
import io.monaserver.transport.net.EventLoops;
import io.monaserver.transport.net.Traffic;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Listens for RTMFP clients: one socket for each event loop where the system shares a port among sockets, else one. A
 * datagram that arrives at another loop than its session's is handed over; where {@link StartupSteering} works none
 * does, and who has no session yet has a socket apart.
 */
public final class RtmfpServer implements AutoCloseable {

    private static final int COOKIE_SECRET_LENGTH = 32;

    /**
     * How to serve.
     *
     * @param address where to listen
     * @param publicHost by which clients reach this server, if that is known; used where their URL does not tell
     * @param keepaliveServer how often clients are told to make themselves known to the server
     * @param keepalivePeer how often clients are told to make themselves known to each other
     * @param relays for peers that do not reach each other
     */
    public record Settings(
            InetSocketAddress address,
            @Nullable InetAddress publicHost,
            Duration keepaliveServer,
            Duration keepalivePeer,
            Relaying relays) {}

    /**
     * How relays are offered.
     *
     * @param afterAttempts failed attempts between two peers before they get one; 0: never
     * @param firstPort the lowest of the UDP ports they have, each one
     * @param limit how many there may be
     */
    public record Relaying(int afterAttempts, int firstPort, int limit) {

        /** None are offered. */
        public static final Relaying NEVER = new Relaying(0, 60_000, 1);
    }

    /**
     * What it serves.
     *
     * @param loops the threads
     * @param sessions of the clients
     * @param referrals to other places
     * @param rendezvous with clients of other servers
     * @param metrics to count in
     */
    public record Surroundings(
            EventLoops loops, Sessions sessions, Referrals referrals, Rendezvous rendezvous, Metrics metrics) {}

    private final Sessions sessions;
    private final Referrals referrals;
    private final Rendezvous rendezvous;
    private final Settings settings;
    private final PeerDirectory peers = new PeerDirectory();
    private final RelayPorts relayPorts;
    private final Traffic traffic;
    private final SecureRandom random = new SecureRandom();
    private final EndpointSettings endpoint;
    private final KeyComputing keying = new KeyComputing();
    private final DropLog drops = new DropLog();
    private final List<RtmfpLoop> loops = new ArrayList<>();
    private final RtmfpSockets sockets;
    private volatile boolean draining;

    private RtmfpServer(Surroundings surroundings, Settings settings) throws IOException {
        this.sockets = new RtmfpSockets(settings.address);
        this.sessions = surroundings.sessions;
        this.referrals = surroundings.referrals;
        this.rendezvous = surroundings.rendezvous;
        this.settings = settings;
        this.relayPorts = new RelayPorts(settings.relays.firstPort, settings.relays.limit);
        this.traffic = Traffic.of(surroundings.metrics, "RTMFP");
        byte[] secret = new byte[COOKIE_SECRET_LENGTH];
        random.nextBytes(secret);
        this.endpoint = EndpointSettings.server(Identity.server(random), secret);
    }

    /**
     * Listens until closed.
     *
     * @throws IOException if the address cannot be bound
     */
    public static RtmfpServer start(Surroundings surroundings, Settings settings) throws IOException {
        RtmfpServer server = new RtmfpServer(surroundings, settings);
        EventLoops loops = surroundings.loops;
        List<EventLoop> threads = new ArrayList<>();
        for (EventExecutor executor : loops.group()) {
            if (threads.isEmpty() || Epoll.isAvailable()) {
                threads.add((EventLoop) executor);
            }
        }
        int factor = server.random.nextInt() | 1;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(threads.size() - 1);
        for (int i = 0; i < threads.size(); i++) {
            Relays relays = new Relays(server, threads.get(i));
            server.loops.add(new RtmfpLoop(server, loops.of(threads.get(i)), relays, new SessionIds(i, bits, factor)));
        }
        RtmfpSockets sockets = server.sockets;
        StartupReader reader = new StartupReader(server.clock(), server::takeStartup);
        sockets.addStartup(threads.get(0), reader, new SessionIds(0, bits, factor));
        for (int i = 0; i < threads.size(); i++) {
            sockets.add(threads.get(i), server.loops.get(i));
        }
        sockets.begin();
        server.rendezvous.serve(new LocalPeers(server.peers));
        return server;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return sockets.address();
    }

    /** Takes no more clients. Those that are there share its sockets, which end with the event loops. */
    @Override
    public void close() {
        draining = true;
        keying.close();
    }

    /** By which address clients reach it, as far as that can be told without knowing how a client named it. */
    @Nullable
    InetSocketAddress publicAddress() {
        InetAddress host = settings.publicHost == null ? address().getAddress() : settings.publicHost;
        return host.isAnyLocalAddress()
                ? null
                : new InetSocketAddress(host, address().getPort());
    }

    boolean isDraining() {
        return draining;
    }

    RtmfpLoop loop(int index) {
        return loops.get(Math.min(index, loops.size() - 1));
    }

    /** Each sender has its loop, so that one who repeats itself is recognised. */
    private void takeStartup(DatagramPacket packet) {
        if (admits(packet)) {
            InetSocketAddress from = packet.sender();
            RtmfpLoop loop = loops.get(Math.floorMod(from.hashCode(), loops.size()));
            loop.handOver(ByteBufUtil.getBytes(packet.content()), from);
        }
    }

    /** Counts a datagram, and tells whether its sender may speak to us. */
    boolean admits(DatagramPacket packet) {
        traffic.received().add(packet.content().readableBytes());
        return !sessions.blacklist().refuses(packet.sender());
    }

    Sessions sessions() {
        return sessions;
    }

    Referrals referrals() {
        return referrals;
    }

    Rendezvous rendezvous() {
        return rendezvous;
    }

    PeerDirectory peers() {
        return peers;
    }

    RelayPorts relayPorts() {
        return relayPorts;
    }

    Settings settings() {
        return settings;
    }

    Traffic traffic() {
        return traffic;
    }

    EndpointSettings endpoint() {
        return endpoint;
    }

    DropLog drops() {
        return drops;
    }

    KeyComputing keying() {
        return keying;
    }

    SecureRandom random() {
        return random;
    }

    Clock clock() {
        return Clock.SYSTEM;
    }
}
