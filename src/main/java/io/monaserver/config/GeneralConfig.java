package io.monaserver.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The keys of the top level.
 *
 * @param host bound by every protocol that names none itself, or announced where it is no address of this machine
 * @param publicHost announced to clients and servers; empty: what {@code host} says
 * @param socketBufferSize bytes of each socket's send and receive buffer; 0: the operating system's
 * @param threads event loops, at least one
 * @param mergeWrite how long packets to a listener may wait to be written together
 */
public record GeneralConfig(String host, String publicHost, int socketBufferSize, int threads, Duration mergeWrite) {

    static final Key<String> HOST = Key.text(
            "host", HostNames.WILDCARD, "an address of this machine to bind, or the public host name to announce");
    static final Key<String> PUBLIC_HOST =
            Key.text("publicHost", "", "the name or address that clients reach this server by");
    static final Key<Integer> SOCKET_BUFFER_SIZE = Key.integer("socketBufferSize", 0, 0, 1 << 30);
    static final Key<Integer> THREADS = Key.integer("threads", 0, 0, 1024);
    static final Key<Duration> MERGE_WRITE =
            Key.duration("mergeWrite", Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), ChronoUnit.MILLIS);

    static final List<Key<?>> KEYS = List.of(HOST, PUBLIC_HOST, SOCKET_BUFFER_SIZE, THREADS, MERGE_WRITE);

    /** The one place that asks the machine for its processors. */
    @SuppressWarnings("checkstyle:regexpsingleline")
    static GeneralConfig read(Settings settings) {
        int threads = settings.get(THREADS);
        return new GeneralConfig(
                HostNames.withoutPort(settings.get(HOST)),
                HostNames.withoutPort(settings.get(PUBLIC_HOST)),
                settings.get(SOCKET_BUFFER_SIZE),
                threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
                settings.get(MERGE_WRITE));
    }
}
