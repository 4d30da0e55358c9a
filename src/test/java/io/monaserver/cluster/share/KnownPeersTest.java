package io.monaserver.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.cluster.share.KnownPeers.Found;
import io.monaserver.common.ClientId;
import io.monaserver.domain.PeerPlace;
import io.monaserver.testkit.ManualClock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownPeersTest {

    private static final ClientId PEER = ClientId.random();
    private static final PeerPlace PLACE = new PeerPlace(new InetSocketAddress("192.0.2.1", 5), List.of());
    private static final Found FOUND = new Found("a", PLACE);

    private final ManualClock clock = new ManualClock();
    private final KnownPeers known = new KnownPeers(clock);
    private final List<PeerPlace> told = new ArrayList<>();

    @Test
    void whoeverWaitsIsToldAndWhoeverComesLaterFinds() {
        assertThat(known.await(PEER, told::add)).isTrue();
        assertThat(known.await(PEER, told::add)).isFalse();

        known.found(PEER, FOUND);

        assertThat(told).containsExactly(PLACE, PLACE);
        assertThat(known.find(PEER)).contains(FOUND);
    }

    @Test
    void answersAreGoodForTenSeconds() {
        known.found(PEER, FOUND);

        clock.advance(Duration.ofMillis(KnownPeers.MEMORY_MS - 1));
        assertThat(known.find(PEER)).contains(FOUND);
        clock.advance(Duration.ofMillis(1));
        assertThat(known.find(PEER)).isEmpty();
        assertThat(known.await(PEER, told::add)).isTrue();
    }

    @Test
    void silenceIsGoodForTenSecondsToo() {
        known.await(PEER, told::add);

        clock.advance(Duration.ofMillis(KnownPeers.MEMORY_MS - 1));
        assertThat(known.await(PEER, told::add)).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(known.await(PEER, told::add)).isTrue();
    }

    @Test
    void lateAnswerIsForTheNextAttempt() {
        known.await(PEER, told::add);
        clock.advance(Duration.ofMillis(KnownPeers.MEMORY_MS));
        known.find(PEER);

        known.found(PEER, FOUND);

        assertThat(told).isEmpty();
        assertThat(known.find(PEER)).contains(FOUND);
    }

    @Test
    void nodeThatCameMayHaveWhoWasMissing() {
        known.await(PEER, told::add);

        known.forgetMissing();

        assertThat(known.await(PEER, told::add)).isTrue();
    }

    @Test
    void clientsOfANodeAreForgottenWithIt() {
        known.found(PEER, FOUND);

        known.forgetNode("b");
        known.lost(PEER, "b");
        assertThat(known.find(PEER)).contains(FOUND);
        known.forgetNode("a");
        assertThat(known.find(PEER)).isEmpty();
        known.found(PEER, FOUND);
        known.lost(PEER, "a");
        assertThat(known.find(PEER)).isEmpty();
    }

    @Test
    void hellosForInventedPeersTakeBoundedRoom() {
        for (int i = 0; i < KnownPeers.MAX_PEERS; i++) {
            known.await(ClientId.random(), told::add);
        }
        known.await(PEER, told::add);
        assertThat(known.size()).isEqualTo(KnownPeers.MAX_PEERS);

        known.found(PEER, FOUND);
        assertThat(told).isEmpty();
        clock.advance(Duration.ofMillis(KnownPeers.MEMORY_MS));
        assertThat(known.find(PEER)).isEmpty();
        assertThat(known.size()).isZero();

        known.await(PEER, told::add);
        known.found(PEER, FOUND);
        assertThat(told).containsExactly(PLACE);
    }
}
