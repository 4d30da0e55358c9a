package io.monaserver.testkit;

import com.typesafe.config.ConfigFactory;
import io.monaserver.admin.PrometheusMetrics;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.common.Clock;
import io.monaserver.config.Endpoint;
import io.monaserver.config.HttpConfig;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Blacklist;
import io.monaserver.domain.client.Sessions;
import io.monaserver.domain.group.GroupRegistry;
import io.monaserver.domain.publication.PublicationRegistry;
import io.monaserver.domain.publication.PublicationSettings;
import io.monaserver.metrics.Metrics;
import io.monaserver.transport.http.HttpServer;
import io.monaserver.transport.http.HttpSettings;
import io.monaserver.transport.net.EventLoops;
import io.monaserver.transport.net.Traffic;
import io.monaserver.transport.websocket.WebSocketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;

/** A node that speaks HTTP and WebSocket on a loopback port, with the applications it is given. */
public final class WebNode implements AutoCloseable {

    public final PrometheusMetrics metrics = new PrometheusMetrics();
    private final EventLoops loops = new EventLoops(1);
    private final ActorSystem<ApplicationEvent> system;
    private final PublicationRegistry publications;
    private final Sessions sessions;
    private final HttpServer server;

    public WebNode(Behavior<ApplicationEvent> applications, Path www, Duration timeout) throws IOException {
        system = ActorSystem.create(
                applications,
                "mona",
                loops.dispatchers().withFallback(ConfigFactory.load()).resolve());
        publications = new PublicationRegistry(system, PublicationSettings.DEFAULT, Clock.SYSTEM, Metrics.NONE);
        sessions = new Sessions(
                system, system, publications, new GroupRegistry(system), new Blacklist(metrics), Clock.SYSTEM);
        Duration wait = Duration.ofMillis(500);
        HttpSettings settings = new HttpSettings(
                sessions,
                www,
                www.resolveSibling("data"),
                new HttpConfig(new Endpoint("HTTP", "127.0.0.1", 8080, "127.0.0.1"), timeout, "", wait),
                Map.of("timeout", "7", "port", "80"),
                new WebSocketSettings(
                        sessions,
                        JsonFormat.INSTANCE,
                        timeout,
                        wait,
                        Map.of(),
                        Clock.SYSTEM,
                        Traffic.of(metrics, "WebSocket")),
                Clock.SYSTEM,
                Traffic.of(metrics, "HTTP"));
        server = HttpServer.start(loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0, settings);
    }

    public InetSocketAddress address() {
        return server.address();
    }

    public PublicationRegistry publications() {
        return publications;
    }

    /** Number of sessions that have not ended. */
    public int openSessions() {
        return sessions.openCount();
    }

    public EventLoops loops() {
        return loops;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + address().getPort() + path;
    }

    @Override
    public void close() {
        server.close();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        loops.shutdown();
        metrics.close();
    }
}
