package io.monaserver.protocol.rtmfp.keying;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmfp.keying.Cookies.Verdict;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.testkit.Spec;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

@Spec("7016 §3.5.1.1.2")
class CookiesTest {

    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 1000);

    private final Cookies cookies = new Cookies(new byte[] {1, 2, 3});

    @Test
    void cookiesAreGoodForTheirAddressAndTime() {
        Slice cookie = Slice.of(cookies.create(HERE, 5000));

        assertThat(cookie.length()).isEqualTo(64);
        assertThat(cookies.check(cookie, HERE, 5000)).isEqualTo(Verdict.VALID);
        assertThat(cookies.check(cookie, HERE, 5000 + 95_000)).isEqualTo(Verdict.VALID);
        assertThat(cookies.check(cookie, HERE, 5001 + Cookies.LIFETIME_MS)).isEqualTo(Verdict.WORTHLESS);
        assertThat(cookies.check(cookie, HERE, 4999)).isEqualTo(Verdict.WORTHLESS);
        assertThat(cookies.check(cookie, new InetSocketAddress("192.0.2.1", 1001), 5000))
                .isEqualTo(Verdict.OTHER_ADDRESS);
        assertThat(cookies.check(cookie, new InetSocketAddress("192.0.2.2", 1000), 5000))
                .isEqualTo(Verdict.OTHER_ADDRESS);
    }

    @Test
    void cookiesOfOthersAreWorthless() {
        byte[] foreign = new Cookies(new byte[] {9}).create(HERE, 5000);
        byte[] older = cookies.create(HERE, 5000);
        older[7] ^= 1;

        assertThat(cookies.check(Slice.of(foreign), HERE, 5000)).isEqualTo(Verdict.WORTHLESS);
        assertThat(cookies.check(Slice.of(older), HERE, 5000)).isEqualTo(Verdict.WORTHLESS);
        assertThat(cookies.check(Slice.of(new byte[64]), HERE, 5000)).isEqualTo(Verdict.WORTHLESS);
        assertThat(cookies.check(Slice.of(new byte[63]), HERE, 5000)).isEqualTo(Verdict.WORTHLESS);
    }
}
