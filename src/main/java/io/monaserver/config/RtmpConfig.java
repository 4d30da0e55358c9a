package io.monaserver.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Section {@code RTMP}.
 *
 * @param endpoint where it listens
 * @param timeout silence after which a client is closed; it is pinged at half of it
 */
public record RtmpConfig(Endpoint endpoint, Duration timeout) {

    static final Endpoint.Keys ENDPOINT = Endpoint.Keys.of("RTMP", 1935);
    static final Key<Duration> TIMEOUT = Key.duration(
            "RTMP.timeout", Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofDays(1), ChronoUnit.SECONDS);

    static final List<Key<?>> KEYS = List.of(ENDPOINT.port(), ENDPOINT.host(), ENDPOINT.publicHost(), TIMEOUT);

    static RtmpConfig read(Settings settings, GeneralConfig general) {
        return new RtmpConfig(ENDPOINT.readServed(settings, general), settings.get(TIMEOUT));
    }
}
