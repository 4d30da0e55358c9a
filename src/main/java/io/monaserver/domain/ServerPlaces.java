package io.monaserver.domain;

import io.monaserver.common.IpAddress;
import io.monaserver.common.NameResolver;
import io.monaserver.domain.Referral.Place;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Fills in the numeric addresses of servers that somebody is referred to; those that have none are left out. */
final class ServerPlaces {

    private final NameResolver names = new NameResolver();

    /** Gives the answer at once unless a server announces a name, which is looked up first. */
    void fill(Referral referral, String protocol, Reply<Referral> reply) {
        if (!(referral instanceof Referral.To to) || to.places().stream().noneMatch(Place.Server.class::isInstance)) {
            reply.tell(referral);
            return;
        }
        List<CompletableFuture<List<Place>>> places =
                to.places().stream().map(place -> resolve(place, protocol)).toList();
        CompletableFuture.allOf(places.toArray(CompletableFuture[]::new)).thenRun(() -> {
            List<Place> known = places.stream()
                    .flatMap(place -> place.join().stream())
                    .distinct()
                    .toList();
            reply.tell(known.isEmpty() ? Referral.NONE : new Referral.To(known));
        });
    }

    private CompletableFuture<List<Place>> resolve(Place place, String protocol) {
        return place instanceof Place.Server server
                ? PublicAddress.of(server.server(), protocol).map(this::resolve).orElse(nowhere())
                : CompletableFuture.completedFuture(List.of(place));
    }

    private CompletableFuture<List<Place>> resolve(InetSocketAddress address) {
        if (!address.isUnresolved()) {
            return CompletableFuture.completedFuture(List.of(new Place.At(address)));
        }
        return names.resolve(address.getHostString())
                .thenApply(number -> at(number, address.getPort()))
                .exceptionally(unknown -> List.of());
    }

    private static List<Place> at(IpAddress host, int port) {
        return List.of(new Place.At(new InetSocketAddress(host.toInetAddress(), port)));
    }

    private static CompletableFuture<List<Place>> nowhere() {
        return CompletableFuture.completedFuture(List.of());
    }
}
