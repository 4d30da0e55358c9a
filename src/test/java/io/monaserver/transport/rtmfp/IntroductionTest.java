package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.common.IpAddress;
import io.monaserver.protocol.rtmfp.packet.Address;
import io.monaserver.protocol.rtmfp.packet.Origin;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.testkit.Spec;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which addresses peers get of each other, in which order. */
class IntroductionTest {

    private static final Whereabouts ASKER = whereabouts("198.51.100.1", "10.0.0.1:1", "[fd00::1]:1");
    private static final Whereabouts WANTED = whereabouts("203.0.113.1", "10.0.0.2:2", "[fd00::2]:2");
    private static final Whereabouts NEIGHBOUR = whereabouts("203.0.113.1", "10.0.0.3:3");

    private static Whereabouts whereabouts(String host, String... reported) {
        return Whereabouts.at(new InetSocketAddress(host, 1935)).reporting(List.of(reported));
    }

    private static String text(Address address) {
        return address.origin() + " " + address.socket().getAddress().getHostAddress();
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(IntroductionTest::text).toList();
    }

    @Test
    @Spec("7016 §3.5.1.5")
    void theAskerGetsAllAddressesPublicFirst() {
        assertThat(texts(new Introduction(ASKER, WANTED).forAsker()))
                .containsExactly("OBSERVED 203.0.113.1", "LOCAL 10.0.0.2", "LOCAL fd00:0:0:0:0:0:0:2");
    }

    @Test
    void neighboursGetTheirLocalAddressesFirst() {
        assertThat(texts(new Introduction(NEIGHBOUR, WANTED).forAsker()))
                .containsExactly("LOCAL 10.0.0.2", "LOCAL fd00:0:0:0:0:0:0:2", "OBSERVED 203.0.113.1");
        assertThat(text(new Introduction(NEIGHBOUR, WANTED).forWanted(1))).isEqualTo("LOCAL 10.0.0.3");
        assertThat(text(new Introduction(NEIGHBOUR, WANTED).forWanted(2))).isEqualTo("OBSERVED 203.0.113.1");
    }

    @Test
    void theWantedPeerGetsAnotherAddressAtEachAttempt() {
        Introduction introduction = new Introduction(ASKER, WANTED);

        assertThat(text(introduction.forWanted(1))).isEqualTo("OBSERVED 198.51.100.1");
        assertThat(text(introduction.forWanted(2))).isEqualTo("LOCAL 10.0.0.1");
        assertThat(text(introduction.forWanted(3))).isEqualTo("LOCAL fd00:0:0:0:0:0:0:1");
        assertThat(text(introduction.forWanted(4))).isEqualTo("OBSERVED 198.51.100.1");
    }

    @Test
    void aPeerOnTheServersSideIsWhereTheServerIs() {
        Whereabouts inside = WANTED.knowing(IpAddress.parse("10.0.0.9"));
        Whereabouts outside = ASKER.knowing(IpAddress.parse("192.0.2.9"));

        assertThat(texts(new Introduction(outside, inside).forAsker())).contains("OBSERVED 192.0.2.9");
        assertThat(texts(new Introduction(inside, inside).forAsker())).doesNotContain("OBSERVED 10.0.0.9");
    }

    @Test
    void whatIsNoAddressIsNotReported() {
        Whereabouts odd = whereabouts(
                "192.0.2.1",
                "",
                "x:1",
                "10.0.0.1",
                "10.0.0.1:0",
                "10.0.0.1:70000",
                "0.0.0.0:1",
                "224.0.0.1:5",
                "10.0.0.1:5",
                "10.0.0.1:5");

        assertThat(odd.reported()).containsExactly(new InetSocketAddress("10.0.0.1", 5));
    }

    @Test
    void addressesOfUnknownOriginAreNeverGiven() {
        assertThat(new Introduction(ASKER, WANTED).forAsker())
                .extracting(Address::origin)
                .doesNotContain(Origin.UNKNOWN);
    }

    @Test
    void attemptsAreCountedByTagForTwoMinutes() {
        Attempts attempts = new Attempts(new Random(1));
        Slice tag = Slice.of(new byte[] {1, 2, 3});
        Slice other = Slice.of(new byte[] {1, 2, 4});

        assertThat(attempts.count(tag, 0)).isEqualTo(1);
        assertThat(attempts.count(tag, 1500)).isEqualTo(2);
        assertThat(attempts.count(other, 1500)).isEqualTo(1);
        assertThat(attempts.count(tag, 3000)).isEqualTo(3);
        assertThat(attempts.count(tag, 130_000)).isEqualTo(1);
    }

    @Test
    void aClientIsGivenSoManyHellosInASecond() {
        HelloQuota quota = new HelloQuota();
        for (int i = 0; i < HelloQuota.PER_SECOND; i++) {
            assertThat(quota.take(5000 + i)).isTrue();
        }

        assertThat(quota.take(5999)).isFalse();
        assertThat(quota.take(6000)).isTrue();
    }

    @Test
    void relayPortsAreUsedInTurnAndNeverTwice() {
        RelayPorts ports = new RelayPorts(60_000, 2);

        assertThat(ports.take()).isEqualTo(60_000);
        assertThat(ports.take()).isEqualTo(60_001);
        assertThat(ports.take()).isZero();
        ports.giveBack(60_000);
        assertThat(ports.take()).isEqualTo(60_000);
    }
}
