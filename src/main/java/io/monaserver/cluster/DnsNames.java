package io.monaserver.cluster;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.discovery.Discovery;
import org.apache.pekko.discovery.Lookup;
import org.apache.pekko.discovery.ServiceDiscovery;
import org.apache.pekko.discovery.ServiceDiscovery.ResolvedTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds nodes by names in DNS: a plain name gives addresses, all with the same port; {@code _service._tcp.name} gives
 * ports too. A name that is unknown now may be known next time.
 *
 * @param discovery asks the name servers; not needed without names
 * @param names what is asked for
 * @param port of addresses that come without one
 */
record DnsNames(Supplier<ServiceDiscovery> discovery, List<String> names, int port) {

    private static final Logger LOG = LoggerFactory.getLogger(DnsNames.class);
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final String METHOD = "pekko-dns";

    /** Asks with the client of this actor system. */
    static DnsNames of(ActorSystem<?> system, List<String> names, int port) {
        return new DnsNames(() -> Discovery.get(system).loadServiceDiscovery(METHOD), names, port);
    }

    /** The addresses of all names; never fails. */
    CompletableFuture<Set<Address>> find() {
        return union(names.stream().map(this::find).toList());
    }

    private CompletableFuture<Set<Address>> find(String name) {
        return name.startsWith("_")
                ? ask(Lookup.parseSrv(name)).thenCompose(this::places)
                : ask(Lookup.create(name)).thenApply(targets -> addresses(targets, port));
    }

    /** A service's places are names again, whose addresses not every name server adds. */
    private CompletableFuture<Set<Address>> places(List<ResolvedTarget> targets) {
        return union(targets.stream()
                .map(target -> {
                    int given = target.getPort().map(Integer.class::cast).orElse(port);
                    return target.getAddress().isPresent()
                            ? CompletableFuture.completedFuture(addresses(List.of(target), given))
                            : ask(Lookup.create(target.host())).thenApply(found -> addresses(found, given));
                })
                .toList());
    }

    private CompletableFuture<List<ResolvedTarget>> ask(Lookup lookup) {
        return discovery
                .get()
                .lookup(lookup, LIMIT)
                .toCompletableFuture()
                .thenApply(ServiceDiscovery.Resolved::getAddresses)
                .exceptionally(failure -> {
                    LOG.debug("{}: {}", lookup, failure.toString());
                    return List.of();
                });
    }

    private static Set<Address> addresses(List<ResolvedTarget> targets, int port) {
        Set<Address> addresses = new HashSet<>();
        for (ResolvedTarget target : targets) {
            String host = target.getAddress().map(InetAddress::getHostAddress).orElse(target.host());
            addresses.add(LinkTargets.address(host, port));
        }
        return addresses;
    }

    private static CompletableFuture<Set<Address>> union(List<CompletableFuture<Set<Address>>> found) {
        return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new)).thenApply(done -> {
            Set<Address> all = new HashSet<>();
            found.forEach(addresses -> all.addAll(addresses.join()));
            return all;
        });
    }
}
