package io.monaserver.cluster;

import io.monaserver.common.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.Address;

/** The nodes seen within the last day: where to look for the cluster after it fell apart. Safe on any thread. */
final class KnownAddresses {

    private static final long KEPT_MS = Duration.ofDays(1).toMillis();

    private final Map<Address, Long> lastSeenMs = new ConcurrentHashMap<>();
    private final Clock clock;

    KnownAddresses(Clock clock) {
        this.clock = clock;
    }

    void saw(Address address) {
        lastSeenMs.put(address, clock.millis());
    }

    Set<Address> addresses() {
        long nowMs = clock.millis();
        lastSeenMs.values().removeIf(seenMs -> nowMs - seenMs > KEPT_MS);
        return Set.copyOf(lastSeenMs.keySet());
    }
}
