package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.common.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The last write of each key that this node has seen. Outlives the cluster's actor systems. Safe on any thread. */
final class KnownWrites {

    private final Map<String, Write> writes = new ConcurrentHashMap<>();
    private final Clock clock;
    private final String self;

    /**
     * Nothing yet.
     *
     * @param self names this node among the writers
     */
    KnownWrites(Clock clock, String self) {
        this.clock = clock;
        this.self = self;
    }

    /** This node writes. */
    Write write(String key, @Nullable String value) {
        return writes.compute(key, (name, known) -> {
            long nowMs = clock.epochMs();
            return new Write(known == null ? nowMs : Math.max(nowMs, known.stampMs() + 1), self, value);
        });
    }

    /** Takes over another node's write; false if a later one is known. */
    boolean accept(String key, Write write) {
        boolean[] isNewer = {false};
        writes.compute(key, (name, known) -> {
            isNewer[0] = known == null || known.compareTo(write) < 0;
            return isNewer[0] ? write : known;
        });
        return isNewer[0];
    }

    Map<String, Write> all() {
        return Map.copyOf(writes);
    }
}
