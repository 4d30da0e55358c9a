package io.monaserver.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.Address;

/**
 * Members that were given up and not heard of since. Where both sides of a parted network gave each other up, each
 * drops whatever the other says, for good: one of them has to start its cluster system anew. That is the younger one;
 * the other does it too if nothing has helped for long.
 */
final class Forgotten {

    private static final int ROUNDS_OF_YOUNGER = 3;
    private static final int ROUNDS_OF_OLDER = 12;

    private final Map<Address, Integer> roundsLeft = new HashMap<>();

    /** A member was given up by a cluster that is younger or older than it. */
    void add(Address member, boolean isOwnYounger) {
        roundsLeft.put(member, isOwnYounger ? ROUNDS_OF_YOUNGER : ROUNDS_OF_OLDER);
    }

    /** It speaks to this node: nothing is to be done. */
    void onHeard(Address member) {
        roundsLeft.remove(member);
    }

    /** One round of looking has found these to take connections; gives one that has been silent for too long. */
    Optional<Address> nextRound(Set<Address> listening) {
        Optional<Address> overdue = Optional.empty();
        for (Address address : listening) {
            Integer left = roundsLeft.computeIfPresent(address, (known, rounds) -> rounds - 1);
            if (left != null && left <= 0) {
                overdue = Optional.of(address);
            }
        }
        return overdue;
    }
}
