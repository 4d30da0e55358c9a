package io.monaserver.transport.rtmfp;

import io.monaserver.common.IpAddress;
import io.monaserver.domain.PeerPlace;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a client can be reached by others.
 *
 * @param observed where its packets come from
 * @param reported the addresses that it says it has itself
 * @param server the address by which it knows this server, if its URL has one
 */
record Whereabouts(
        InetSocketAddress observed,
        List<InetSocketAddress> reported,
        @Nullable IpAddress server) {

    /** Clients keep at most 24 addresses of a peer. */
    private static final int MAX_REPORTED = 16;

    private static final int MAX_PORT = 65535;

    /** Of somebody who has said nothing. */
    static Whereabouts at(InetSocketAddress observed) {
        return new Whereabouts(observed, List.of(), null);
    }

    /** What other servers are told. */
    PeerPlace place() {
        return new PeerPlace(observed, reported);
    }

    Whereabouts movedTo(InetSocketAddress address) {
        return new Whereabouts(address, reported, server);
    }

    Whereabouts knowing(@Nullable IpAddress serverAddress) {
        return new Whereabouts(observed, reported, serverAddress);
    }

    /** RFC 7425 §5.3.3: each text is an address; those that are none are left out. */
    Whereabouts reporting(Iterable<String> texts) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            InetSocketAddress address = parse(text);
            if (address != null && addresses.size() < MAX_REPORTED && !addresses.contains(address)) {
                addresses.add(address);
            }
        }
        return new Whereabouts(observed, List.copyOf(addresses), server);
    }

    /** {@code 192.0.2.1:1935} or {@code [2001:db8::1]:1935}; null if it is nothing that can be sent to. */
    private static @Nullable InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        IpAddress host = colon < 0 ? null : IpAddress.parse(text.substring(0, colon));
        if (host == null || host.isWildcard() || host.isBroadcast() || host.isMulticast()) {
            return null;
        }
        int port = port(text.substring(colon + 1));
        return port == 0 ? null : new InetSocketAddress(host.toInetAddress(), port);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port > 0 && port <= MAX_PORT ? port : 0;
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }

    /** The same host as seen from here: both are behind the same NAT, or on the same machine. */
    boolean isBeside(Whereabouts other) {
        return observed.getAddress().equals(other.observed.getAddress());
    }
}
