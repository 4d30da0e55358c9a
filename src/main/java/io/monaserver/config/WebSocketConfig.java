package io.monaserver.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Section {@code WebSocket}. It has no port: clients upgrade on HTTP's.
 *
 * @param timeout silence after which a client is closed; it is pinged at a third of it
 * @param publicHost announced instead of HTTP's; empty: the same
 */
public record WebSocketConfig(Duration timeout, String publicHost) {

    static final Key<Duration> TIMEOUT = Key.duration(
            "WebSocket.timeout",
            Duration.ofSeconds(120),
            Duration.ofSeconds(3),
            Duration.ofDays(1),
            ChronoUnit.SECONDS);
    static final Key<String> PUBLIC_HOST =
            Key.text("WebSocket.publicHost", "", "the name or address that clients reach this server by");

    static final List<Key<?>> KEYS = List.of(TIMEOUT, PUBLIC_HOST);

    static WebSocketConfig read(Settings settings, Endpoint http) {
        String announced = HostNames.withoutPort(settings.get(PUBLIC_HOST));
        String host = announced.isEmpty() ? http.publicHost() : announced;
        if (http.isEnabled()) {
            settings.publish("WebSocket.publicAddress", HostNames.withPort(host, http.port()));
        }
        return new WebSocketConfig(settings.get(TIMEOUT), host);
    }
}
