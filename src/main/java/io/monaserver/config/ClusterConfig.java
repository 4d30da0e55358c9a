package io.monaserver.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Section {@code cluster}: which servers belong together, and what they say to each other over their links.
 *
 * @param name of the cluster; servers of another do not know this one
 * @param nodeName of this server among the others; empty: its address
 * @param secret which all servers of the cluster have; empty: none
 * @param tls how links are encrypted, if they are
 * @param messageBytes the arguments of one call to another server
 * @param queueBytes what may wait for one server; calls beyond are refused
 * @param drain how long a server that is asked to stop goes on serving the clients it has
 */
public record ClusterConfig(
        String name,
        String nodeName,
        String secret,
        Optional<Tls> tls,
        long messageBytes,
        long queueBytes,
        Duration drain) {

    /**
     * PEM files for TLS on links. Each side proves who it is.
     *
     * @param certificate of this server
     * @param key its private key
     * @param authorities who signs the certificates of servers
     */
    public record Tls(Path certificate, Path key, Path authorities) {}

    static final Key<String> NAME = Key.text("cluster.name", "mona", "any text");
    static final Key<String> NODE_NAME = Key.text("cluster.nodeName", "", "any text, another one on each server");
    static final Key<String> SECRET = Key.secret("cluster.secret", "any text, the same on all servers");
    static final Key<String> TLS_CERTIFICATE = Key.text("cluster.tls.certificate", "", "a PEM file");
    static final Key<String> TLS_KEY = Key.text("cluster.tls.key", "", "a PEM file");
    static final Key<String> TLS_AUTHORITIES = Key.text("cluster.tls.authorities", "", "a PEM file");
    static final Key<Long> MESSAGE_BYTES = Key.bytes("cluster.messageBytes", 16 << 20, 1 << 10, 1 << 30);
    static final Key<Long> QUEUE_BYTES = Key.bytes("cluster.queueBytes", 32 << 20, 64 << 10, 1L << 32);

    static final Key<Duration> DRAIN =
            Key.duration("cluster.drain", Duration.ZERO, Duration.ZERO, Duration.ofDays(1), ChronoUnit.SECONDS);

    static final List<Key<?>> KEYS = List.of(
            NAME, NODE_NAME, SECRET, TLS_CERTIFICATE, TLS_KEY, TLS_AUTHORITIES, MESSAGE_BYTES, QUEUE_BYTES, DRAIN);

    static ClusterConfig read(Settings settings, Path dir) {
        return new ClusterConfig(
                settings.get(NAME),
                settings.get(NODE_NAME),
                settings.get(SECRET),
                readTls(settings, dir),
                settings.get(MESSAGE_BYTES),
                settings.get(QUEUE_BYTES),
                settings.get(DRAIN));
    }

    private static Optional<Tls> readTls(Settings settings, Path dir) {
        String certificate = settings.get(TLS_CERTIFICATE);
        String key = settings.get(TLS_KEY);
        String authorities = settings.get(TLS_AUTHORITIES);
        if (certificate.isEmpty() && key.isEmpty() && authorities.isEmpty()) {
            return Optional.empty();
        }
        if (certificate.isEmpty() || key.isEmpty() || authorities.isEmpty()) {
            settings.fault("cluster.tls: certificate, key and authorities (expected: all three or none)");
            return Optional.empty();
        }
        return Optional.of(new Tls(dir.resolve(certificate), dir.resolve(key), dir.resolve(authorities)));
    }
}
