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
 * @param relayPort the lowest of the UDP ports of relays
 * @param relays how many there may be, each on a port of its own
 */
public record RtmfpConfig(
        Endpoint endpoint,
        Duration keepaliveServer,
        Duration keepalivePeer,
        int timesBeforeTurn,
        int relayPort,
        int relays) {

    static final Endpoint.Keys ENDPOINT = Endpoint.Keys.of("RTMFP", 1935);
    static final Key<Duration> KEEPALIVE_SERVER = keepalive("RTMFP.keepaliveServer", 15);
    static final Key<Duration> KEEPALIVE_PEER = keepalive("RTMFP.keepalivePeer", 10);
    static final Key<Integer> TIMES_BEFORE_TURN = Key.integer("RTMFP.timesBeforeTurn", 0, 0, 65_535);
    static final Key<Integer> RELAY_PORT = Key.integer("RTMFP.relayPort", 60_000, 1024, 65_535);
    static final Key<Integer> RELAYS = Key.integer("RTMFP.relays", 1000, 1, 64_512);

    static final List<Key<?>> KEYS = List.of(
            ENDPOINT.port(),
            ENDPOINT.host(),
            ENDPOINT.publicHost(),
            KEEPALIVE_SERVER,
            KEEPALIVE_PEER,
            TIMES_BEFORE_TURN,
            RELAY_PORT,
            RELAYS);

    static RtmfpConfig read(Settings settings, GeneralConfig general) {
        return new RtmfpConfig(
                ENDPOINT.readServed(settings, general),
                settings.get(KEEPALIVE_SERVER),
                settings.get(KEEPALIVE_PEER),
                settings.get(TIMES_BEFORE_TURN),
                settings.get(RELAY_PORT),
                settings.get(RELAYS));
    }

    /** One byte of seconds in the original's documents. */
    private static Key<Duration> keepalive(String name, int seconds) {
        return Key.duration(
                name, Duration.ofSeconds(seconds), Duration.ofSeconds(5), Duration.ofSeconds(255), ChronoUnit.SECONDS);
    }
}
