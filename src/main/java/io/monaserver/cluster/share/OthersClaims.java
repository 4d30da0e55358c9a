package io.monaserver.cluster.share;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The claims of the nodes to which there are links. Changed by one actor, read on any thread. */
final class OthersClaims {

    /** The oldest first; hardly ever more than one. */
    private final ConcurrentHashMap<String, List<Claim>> claims = new ConcurrentHashMap<>();

    void put(String name, Claim claim) {
        claims.merge(
                name,
                List.of(claim),
                (known, added) -> Stream.concat(without(known, claim.address()), Stream.of(claim))
                        .sorted()
                        .toList());
    }

    void remove(String name, String address) {
        claims.computeIfPresent(name, (key, known) -> {
            List<Claim> left = without(known, address).toList();
            return left.isEmpty() ? null : left;
        });
    }

    /** No link is up any more. */
    void clear() {
        claims.clear();
    }

    Optional<Claim> oldest(String name) {
        List<Claim> known = claims.get(name);
        return known == null ? Optional.empty() : Optional.of(known.get(0));
    }

    boolean contains(String name) {
        return claims.containsKey(name);
    }

    /** Number of names. */
    int size() {
        return claims.size();
    }

    private static Stream<Claim> without(List<Claim> claims, String address) {
        return claims.stream().filter(claim -> !claim.address().equals(address));
    }
}
