package io.monaserver.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Section {@code HTTP}.
 *
 * @param endpoint where it listens, WebSocket too
 * @param timeout silence after which a connection is closed
 * @param index what a folder answers with: empty is {@code index.html} or else the listing, {@code true} always the
 *     listing, {@code false} a refusal, anything else a file or method by that name
 * @param publicationWait how long a live address waits for its publisher before it is not found
 */
public record HttpConfig(Endpoint endpoint, Duration timeout, String index, Duration publicationWait) {

    static final Endpoint.Keys ENDPOINT = Endpoint.Keys.of("HTTP", 80);
    static final Key<Duration> TIMEOUT = Key.duration(
            "HTTP.timeout", Duration.ofSeconds(7), Duration.ofSeconds(1), Duration.ofDays(1), ChronoUnit.SECONDS);
    static final Key<String> INDEX = Key.text(
            "HTTP.index", "", "true, false, or the name of a file or method; unset: index.html or the listing");
    static final Key<Duration> PUBLICATION_WAIT = Key.duration(
            "HTTP.publicationWait", Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(10), ChronoUnit.SECONDS);

    static final List<Key<?>> KEYS =
            List.of(ENDPOINT.port(), ENDPOINT.host(), ENDPOINT.publicHost(), TIMEOUT, INDEX, PUBLICATION_WAIT);

    static HttpConfig read(Settings settings, GeneralConfig general) {
        return new HttpConfig(
                ENDPOINT.readServed(settings, general),
                settings.get(TIMEOUT),
                settings.get(INDEX),
                settings.get(PUBLICATION_WAIT));
    }
}
