package io.monaserver.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.domain.Referral.Place;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAddressTest {

    @ParameterizedTest
    @CsvSource({
        "RTMP,192.0.2.9:1935,192.0.2.9:1935",
        "RTMPE,192.0.2.9:1935,192.0.2.9:1935",
        "RTMP,127.0.0.1:1935,10.0.0.2:1935",
        "RTMP,0.0.0.0:1935,10.0.0.2:1935",
        "RTMP,localhost:1935,10.0.0.2:1935",
        "RTMP,[::1]:1935,10.0.0.2:1935",
        "RTMP,[2001:db8::1]:1935,[2001:db8:0:0:0:0:0:1]:1935",
        "RTMP,live.example.org:80,live.example.org:80"
    })
    void announcedAddressIsGivenUnlessItMeansOnlyThatMachine(String protocol, String announced, String expected) {
        assertThat(PublicAddress.of(server(announced), protocol).map(PublicAddress::text))
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"RTMFP,192.0.2.9:1935", "RTMP,''", "RTMP,nowhere", "RTMP,a:b"})
    void protocolThatIsOffHasNone(String protocol, String announced) {
        assertThat(PublicAddress.of(server(announced), protocol)).isEmpty();
    }

    @Test
    void serversOfAReferralGetTheirAddressesAndThoseWithoutAreLeftOut() {
        AtomicReference<Referral> answer = new AtomicReference<>();
        Place.At known = new Place.At(new InetSocketAddress("192.0.2.1", 1));

        new ServerPlaces()
                .fill(
                        new Referral.To(List.of(
                                known,
                                new Place.Server(server("192.0.2.9:1935")),
                                new Place.Server(server("does-not.invalid:1935")),
                                new Place.Server(server("")))),
                        "RTMP",
                        answer::set);

        await().until(() -> answer.get() != null);
        assertThat(answer.get())
                .isEqualTo(new Referral.To(List.of(known, new Place.At(new InetSocketAddress("192.0.2.9", 1935)))));
    }

    private static ServerInfo server(String announced) {
        return new ServerInfo(
                "id",
                new InetSocketAddress("10.0.0.2", 25_520),
                "host",
                true,
                Map.of(),
                Map.of("RTMP.publicAddress", announced));
    }
}
