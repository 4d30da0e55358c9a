package io.monaserver.app;

import io.monaserver.codec.json.JsonFormat;
import io.monaserver.common.Clock;
import io.monaserver.config.RtmfpConfig;
import io.monaserver.config.ServerConfig;
import io.monaserver.domain.CloseReason;
import io.monaserver.domain.Referrals;
import io.monaserver.domain.Rendezvous;
import io.monaserver.domain.client.Sessions;
import io.monaserver.metrics.Metrics;
import io.monaserver.transport.http.HttpServer;
import io.monaserver.transport.http.HttpSettings;
import io.monaserver.transport.net.EventLoops;
import io.monaserver.transport.net.Traffic;
import io.monaserver.transport.rtmfp.RtmfpServer;
import io.monaserver.transport.rtmp.RtmpServer;
import io.monaserver.transport.websocket.WebSocketSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The ports that clients connect to. Closing them ends the clients' sessions too, each told as its protocol can. */
final class Transports implements AutoCloseable {

    /** How long clients may take to be told that the server stops. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ServerConfig config;
    private final EventLoops loops;
    private final Sessions sessions;
    private final Clients clients;
    private final Metrics metrics;
    private final List<AutoCloseable> servers = new ArrayList<>();

    /** Those who are connected, and what is said to others. */
    record Clients(Sessions sessions, Referrals referrals, Rendezvous rendezvous) {}

    Transports(ServerConfig config, EventLoops loops, Clients clients, Metrics metrics) {
        this.config = config;
        this.loops = loops;
        this.sessions = clients.sessions;
        this.clients = clients;
        this.metrics = metrics;
    }

    /** Opens what is configured; a port that cannot be had is reported there, and the others go on. */
    void open(Listening listening) {
        if (config.rtmp().endpoint().isEnabled()) {
            InetSocketAddress address = config.rtmp().endpoint().bindAddress();
            listening.open("rtmp", address, () -> {
                RtmpServer server = RtmpServer.start(
                        loops,
                        sessions,
                        new RtmpServer.Settings(
                                address,
                                config.rtmp().timeout(),
                                config.general().socketBufferSize()),
                        metrics);
                servers.add(server);
                return server.address();
            });
        }
        if (config.rtmfp().endpoint().isEnabled()) {
            listening.open("rtmfp", config.rtmfp().endpoint().bindAddress(), () -> {
                RtmfpServer server = RtmfpServer.start(
                        new RtmfpServer.Surroundings(
                                loops, sessions, clients.referrals(), clients.rendezvous(), metrics),
                        rtmfp());
                servers.add(server);
                return server.address();
            });
        }
        if (config.http().endpoint().isEnabled()) {
            InetSocketAddress address = config.http().endpoint().bindAddress();
            listening.open("http", address, () -> {
                HttpServer server =
                        HttpServer.start(loops, address, config.general().socketBufferSize(), http());
                servers.add(server);
                return server.address();
            });
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable server : servers) {
            server.close();
        }
        sessions.closeAll(new CloseReason(CloseReason.Kind.SERVER_STOPS, "server stops"));
        sessions.awaitNone(FAREWELL);
    }

    private RtmfpServer.Settings rtmfp() {
        RtmfpConfig rtmfp = config.rtmfp();
        return new RtmfpServer.Settings(
                rtmfp.endpoint().bindAddress(),
                rtmfp.endpoint().publicInetAddress(),
                rtmfp.keepaliveServer(),
                rtmfp.keepalivePeer(),
                new RtmfpServer.Relaying(rtmfp.timesBeforeTurn(), rtmfp.relayPort(), rtmfp.relays()));
    }

    private HttpSettings http() {
        WebSocketSettings webSocket = new WebSocketSettings(
                sessions,
                JsonFormat.INSTANCE,
                config.webSocket().timeout(),
                config.http().publicationWait(),
                config.section("WebSocket"),
                Clock.SYSTEM,
                Traffic.of(metrics, "WebSocket"));
        return new HttpSettings(
                sessions,
                config.application().www(),
                config.application().data(),
                config.http(),
                config.section("HTTP"),
                webSocket,
                Clock.SYSTEM,
                Traffic.of(metrics, "HTTP"));
    }
}
