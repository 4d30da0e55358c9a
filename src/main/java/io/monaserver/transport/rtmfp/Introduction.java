package io.monaserver.transport.rtmfp;

import io.monaserver.common.IpAddress;
import io.monaserver.protocol.rtmfp.packet.Address;
import io.monaserver.protocol.rtmfp.packet.Origin;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What two peers are told of each other (RFC 7016 §3.5.1.5): the one who asks all addresses of the other, the other one
 * address of the asker with each attempt. Peers of one network have their own addresses there first.
 *
 * @param asker who looks for somebody
 * @param wanted who is looked for
 */
record Introduction(Whereabouts asker, Whereabouts wanted) {

    /** Where the wanted peer is. */
    List<Address> forAsker() {
        Set<InetSocketAddress> known = new LinkedHashSet<>();
        List<Address> addresses = new ArrayList<>();
        if (asker.isBeside(wanted)) {
            add(addresses, known, wanted.reported(), Origin.LOCAL);
        }
        add(addresses, known, List.of(wanted.observed()), Origin.OBSERVED);
        add(addresses, known, besideServer(), Origin.OBSERVED);
        add(addresses, known, wanted.reported(), Origin.LOCAL);
        return addresses;
    }

    private static void add(
            List<Address> addresses, Set<InetSocketAddress> known, List<InetSocketAddress> more, Origin origin) {
        for (InetSocketAddress address : more) {
            if (known.add(address)) {
                addresses.add(new Address(address, origin));
            }
        }
    }

    /**
     * Two who know this server by different addresses are on different sides of its NAT: for the asker, a peer on the
     * server's side is where the server is (CHECKLIST 24.11).
     */
    private List<InetSocketAddress> besideServer() {
        IpAddress seen = asker.server();
        if (seen == null || wanted.server() == null || seen.equals(wanted.server())) {
            return List.of();
        }
        return List.of(
                new InetSocketAddress(seen.toInetAddress(), wanted.observed().getPort()));
    }

    /** Where the wanted peer shall answer the asker at this attempt, which counts from 1. */
    Address forWanted(int attempt) {
        List<Address> addresses = new ArrayList<>();
        Set<InetSocketAddress> known = new LinkedHashSet<>();
        if (asker.isBeside(wanted)) {
            add(addresses, known, asker.reported(), Origin.LOCAL);
        }
        add(addresses, known, List.of(asker.observed()), Origin.OBSERVED);
        add(addresses, known, asker.reported(), Origin.LOCAL);
        return addresses.get((attempt - 1) % addresses.size());
    }
}
