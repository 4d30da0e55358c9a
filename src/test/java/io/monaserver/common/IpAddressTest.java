package io.monaserver.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    private static IpAddress ip(String text) {
        return Objects.requireNonNull(IpAddress.parse(text), text);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4,1.2.3.4",
        "1.2.3,1.2.0.3",
        "1.65535,1.0.255.255",
        "2130706433,127.0.0.1",
        "0x7f.1,127.0.0.1",
        "010.0.0.1,8.0.0.1",
        "localhost,127.0.0.1",
        "::,::",
        "::1,::1",
        "[::1],::1",
        "2001:DB8:0:0:1:0:0:1,2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "1:0:0:2:0:0:0:3,1:0:0:2::3",
        "1::,1::",
        "::ffff:1.2.3.4,::ffff:1.2.3.4",
        "::1.2.3.4,::102:304",
        "64:ff9b::1.2.3.4,64:ff9b::102:304"
    })
    void textIsReadAsCLibrariesDoAndWrittenInItsShortestForm(String given, String expected) {
        assertThat(ip(given)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "256.1.1.1",
                "1.2.3.4.5",
                "1.2.3.256",
                "1..2",
                "4294967296",
                "0x",
                "08",
                "-1",
                "1.2.3.4 ",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "12345::",
                "::g",
                "::1.2.3",
                "::1.2.3.400",
                "[::1",
                "fe80::1%eth0",
                "٣.1.1.1"
            })
    void whatIsNoAddressIsNull(String text) {
        assertThat(IpAddress.parse(text)).isNull();
    }

    @Test
    void anyTextOfAnAddressReadsBackAsTheSame() throws UnknownHostException {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) (random.nextBoolean() ? 0 : random.nextInt(256));
            }
            IpAddress address = IpAddress.of(bytes);
            assertThat(ip(address.toString())).isEqualTo(address);
            assertThat(IpAddress.of(InetAddress.getByName(address.toString()))).isEqualTo(address.canonical());
        }
    }

    @Test
    void randomTextIsNeverMoreThanRefused() {
        Random random = new Random(5);
        String alphabet = "0123456789abcdefx.:[]% ";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            IpAddress parsed = IpAddress.parse(text.toString());
            assertThat(parsed == null || ip(parsed.toString()).equals(parsed)).isTrue();
        }
    }

    @Test
    void ipv6RangesAreKnown() {
        assertThat(ip("fe80::1").isLinkLocal()).isTrue();
        assertThat(ip("febf::1").isLinkLocal()).isTrue();
        assertThat(ip("fec0::1").isSiteLocal()).isTrue();
        assertThat(ip("ff02::1").isLinkLocalMC()).isTrue();
        assertThat(ip("ff15::1").isWellKnownMC()).isFalse();
        assertThat(ip("ff15::1").isSiteLocalMC()).isTrue();
        assertThat(ip("ff0e::1").isGlobalMC()).isFalse();
        assertThat(ip("ff0f::1").isGlobalMC()).isTrue();
        assertThat(ip("::7").isIPv4Compatible()).isTrue();
        assertThat(ip("::ffff:1.2.3.4").isIPv4Mapped()).isTrue();
        assertThat(ip("::").isUnicast()).isFalse();
        assertThat(ip("fc00::1").isLocal()).isFalse();
    }

    @Test
    void mappedAddressIsThatOfItsPeer() {
        assertThat(ip("::ffff:1.2.3.4").canonical()).isEqualTo(ip("1.2.3.4"));
        assertThat(ip("::1").canonical()).isEqualTo(ip("::1"));
    }

    @Test
    void orderIsByVersionThenByValue() {
        assertThat(ip("9.0.0.0")).isLessThan(ip("10.0.0.0"));
        assertThat(ip("127.0.0.1")).isLessThan(ip("200.0.0.1"));
        assertThat(ip("255.255.255.255")).isLessThan(ip("::"));
    }

    @Test
    void namesAreLookedUpWithinABound() throws UnknownHostException {
        NameResolver names = new NameResolver();

        assertThat(names.await("9.8.7.6", Duration.ofMillis(1))).isEqualTo(ip("9.8.7.6"));
        assertThat(names.await("localhost", Duration.ofSeconds(5))).isEqualTo(ip("127.0.0.1"));
        assertThatThrownBy(() -> names.await("no-such-host.invalid", Duration.ofSeconds(20)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageStartingWith("Host no-such-host.invalid unresolved");
    }
}
