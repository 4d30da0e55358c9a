package io.monaserver.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Where clients go while this server drains: the other servers, each asker getting another one first. */
public final class Departure {

    private static final int OFFERED = 3;

    private final Supplier<List<ServerInfo>> others;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * A departure to those servers that there are at each time.
     *
     * @param others safe on any thread
     */
    public Departure(Supplier<List<ServerInfo>> others) {
        this.others = others;
    }

    /** {@code host:port} of servers that take clients of this protocol, the best first; none if there is nobody. */
    public List<String> addresses(String protocol) {
        return servers(protocol).stream()
                .flatMap(server -> PublicAddress.of(server, protocol).stream())
                .map(PublicAddress::text)
                .toList();
    }

    /** The same servers for those who are not clients yet. */
    public Referral referral(String protocol) {
        List<Referral.Place> places = servers(protocol).stream()
                .<Referral.Place>map(Referral.Place.Server::new)
                .toList();
        return places.isEmpty() ? Referral.NONE : new Referral.To(places);
    }

    private List<ServerInfo> servers(String protocol) {
        List<ServerInfo> servers = new ArrayList<>(others.get());
        servers.removeIf(server -> PublicAddress.of(server, protocol).isEmpty());
        if (!servers.isEmpty()) {
            Collections.rotate(servers, -Math.floorMod(turn.getAndIncrement(), servers.size()));
        }
        return servers.subList(0, Math.min(OFFERED, servers.size()));
    }
}
