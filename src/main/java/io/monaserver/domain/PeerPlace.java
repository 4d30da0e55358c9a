package io.monaserver.domain;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * How a client can be reached by other clients, as its server knows it.
 *
 * @param observed where its packets come from
 * @param reported the addresses that it says it has itself
 */
public record PeerPlace(InetSocketAddress observed, List<InetSocketAddress> reported) {

    /** Copies the list. */
    public PeerPlace {
        reported = List.copyOf(reported);
    }
}
