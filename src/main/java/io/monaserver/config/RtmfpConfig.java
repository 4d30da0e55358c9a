package io.monaserver.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Section {@code RTMFP}.
 *
 * @param endpoint where it listens, in UDP
 * @param keepaliveServer how often clients are told to make themselves known to the server
 * @param keepalivePeer how often clients are told to make themselves known to each other
 * @param timesBeforeTurn failed attempts between two peers before a relay is offered; 0: never
 */
public record RtmfpConfig(Endpoint endpoint, Duration keepaliveServer, Duration keepalivePeer, int timesBeforeTurn) {

    static final Endpoint.Keys ENDPOINT = Endpoint.Keys.of("RTMFP", 1935);
    static final Key<Duration> KEEPALIVE_SERVER = keepalive("RTMFP.keepaliveServer", 15);
    static final Key<Duration> KEEPALIVE_PEER = keepalive("RTMFP.keepalivePeer", 10);
    static final Key<Integer> TIMES_BEFORE_TURN = Key.integer("RTMFP.timesBeforeTurn", 0, 0, 65_535);

    static final List<Key<?>> KEYS = List.of(
            ENDPOINT.port(),
            ENDPOINT.host(),
            ENDPOINT.publicHost(),
            KEEPALIVE_SERVER,
            KEEPALIVE_PEER,
            TIMES_BEFORE_TURN);

    static RtmfpConfig read(Settings settings, GeneralConfig general) {
        return new RtmfpConfig(
                ENDPOINT.read(settings, general),
                settings.get(KEEPALIVE_SERVER),
                settings.get(KEEPALIVE_PEER),
                settings.get(TIMES_BEFORE_TURN));
    }

    /** One byte of seconds in the original's documents. */
    private static Key<Duration> keepalive(String name, int seconds) {
        return Key.duration(
                name, Duration.ofSeconds(seconds), Duration.ofSeconds(5), Duration.ofSeconds(255), ChronoUnit.SECONDS);
    }
}
