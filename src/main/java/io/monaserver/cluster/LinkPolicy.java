package io.monaserver.cluster;

import io.monaserver.cluster.ClusterMessage.Facts;
import io.monaserver.config.ClusterConfig;
import java.time.Duration;
import java.util.Map;

/**
 * The documented rules of links between servers: which ones scripts see, and which side is the initiator.
 *
 * @param local this node
 * @param name its canonical {@code host:port}
 * @param admission which nodes it deals with
 */
record LinkPolicy(LocalServer local, String name, Admission admission) {

    /** What this node says of itself to another. */
    Facts facts(boolean isDialling, Map<String, String> properties) {
        return new Facts(local.publicHost(), local.startMs(), isDialling, properties, local.configs());
    }

    /** What calls may take. */
    ClusterConfig calls() {
        return local.cluster();
    }

    /** How long a link stays down that a script refused. */
    Duration retry() {
        return local.servers().retry();
    }

    /** Whether scripts see the link: always, or only where one names the other as its target. */
    boolean isShown(boolean isDialling, Facts other) {
        return !local.servers().isLinkedByTargets() || isDialling || other.isDialling();
    }

    /** The one that names the other; where both do or none does, the one that started later. */
    boolean isInitiator(boolean isDialling, Facts other, String otherName) {
        if (isDialling != other.isDialling()) {
            return isDialling;
        }
        return new ClusterIdentity(local.startMs(), name)
                .isYoungerThan(new ClusterIdentity(other.startMs(), otherName));
    }
}
