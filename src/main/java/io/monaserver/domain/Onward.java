package io.monaserver.domain;

import io.monaserver.codec.query.QueryParameters;
import io.monaserver.common.Clock;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends clients that have connected to other servers, where the {@link Balance} says so. Nobody is sent twice: the next
 * server knows those who were sent by a mark in their URL. Nobody is lost who does not follow: whoever comes to the
 * same server again soon is let in. Safe on any thread.
 */
public final class Onward {

    /** What the URL of those is given who are sent. */
    static final String MARK = "balanced";

    /** Encoders try again after some seconds, people after some more. */
    private static final long PATIENCE_MS = 60_000;

    /** Of how many it is remembered that they were sent; beyond, all are let in. */
    private static final int MOST = 4096;

    private final Referrals referrals;
    private final Clock clock;

    /** When somebody was sent. */
    private final Map<Visitor, Long> sent = new ConcurrentHashMap<>();

    /** Encoders are known by where they are and where they want to; their ports are others each time. */
    private record Visitor(String protocol, String host, String path) {}

    /** Asks these. */
    public Onward(Referrals referrals, Clock clock) {
        this.referrals = referrals;
        this.clock = clock;
    }

    /**
     * Where a client shall go.
     *
     * @param from its address
     * @param path of its application
     * @param query of its URL
     * @return empty if it stays
     */
    public Optional<ConnectOutcome.Redirected> of(String protocol, InetSocketAddress from, String path, String query) {
        if (!referrals.balances() || QueryParameters.parse(query).containsKey(MARK)) {
            return Optional.empty();
        }
        long now = clock.millis();
        Visitor visitor = new Visitor(protocol, from.getHostString(), path);
        Long before = sent.remove(visitor);
        if ((before != null && now - before < PATIENCE_MS) || isFull(now)) {
            return Optional.empty();
        }
        List<String> addresses = referrals.onward(protocol, path, key(from, now));
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        sent.put(visitor, now);
        return Optional.of(new ConnectOutcome.Redirected(addresses, MARK + "=1"));
    }

    private boolean isFull(long now) {
        if (sent.size() >= MOST) {
            sent.values().removeIf(time -> now - time >= PATIENCE_MS);
        }
        return sent.size() >= MOST;
    }

    /** Another one each time, so that the clients behind one address are spread too. */
    private static byte[] key(InetSocketAddress from, long now) {
        return ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES)
                .putLong(now)
                .putInt(from.getHostString().hashCode())
                .putInt(from.getPort())
                .array();
    }
}
