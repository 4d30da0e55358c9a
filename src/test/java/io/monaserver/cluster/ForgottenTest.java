package io.monaserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.Test;

class ForgottenTest {

    private static final Address OTHER = new Address("pekko", "mona-cluster", "192.0.2.1", 25_520);

    private final Forgotten forgotten = new Forgotten();

    @Test
    void youngerClusterWaitsForThreeSilentRounds() {
        forgotten.add(OTHER, true);

        assertThat(forgotten.nextRound(Set.of(OTHER))).isEmpty();
        assertThat(forgotten.nextRound(Set.of(OTHER))).isEmpty();
        assertThat(forgotten.nextRound(Set.of(OTHER))).contains(OTHER);
    }

    @Test
    void olderClusterLeavesTheFirstMoveToTheYounger() {
        forgotten.add(OTHER, false);

        for (int round = 1; round < 12; round++) {
            assertThat(forgotten.nextRound(Set.of(OTHER))).isEmpty();
        }
        assertThat(forgotten.nextRound(Set.of(OTHER))).contains(OTHER);
    }

    @Test
    void roundsWithoutAnythingToConnectToDoNotCount() {
        forgotten.add(OTHER, true);
        for (int round = 0; round < 20; round++) {
            assertThat(forgotten.nextRound(Set.of())).isEmpty();
        }
        assertThat(forgotten.nextRound(Set.of(OTHER))).isEmpty();
    }

    @Test
    void memberThatSpeaksIsNotForgotten() {
        forgotten.add(OTHER, true);
        forgotten.onHeard(OTHER);

        for (int round = 0; round < 20; round++) {
            assertThat(forgotten.nextRound(Set.of(OTHER))).isEmpty();
        }
    }
}
