package io.monaserver.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoTest {

    /** RFC 4231 §4.3. */
    @Test
    void hmacIsOfRfc4231() {
        HmacSha256 hmac = new HmacSha256("Jefe---".getBytes(StandardCharsets.US_ASCII), 4);

        assertThat(hmac.digest("what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII)))
                .asHexString()
                .isEqualToIgnoringCase("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    /** RFC 6229 §2: the stream of a 128-bit key at its beginning and after 1536 bytes. */
    @Test
    void rc4IsOfRfc6229() {
        byte[] key = HexFormat.of().parseHex("0102030405060708090a0b0c0d0e0f10");
        byte[] start = new byte[16];
        new Rc4(key, 16).apply(start, 0, 16);
        Rc4 skipped = new Rc4(key, 16);
        skipped.skip(1536);
        byte[] later = new byte[16];
        skipped.apply(later, 0, 16);

        assertThat(start).asHexString().isEqualToIgnoringCase("9ac7cc9a609d1ef7b2932899cde41b97");
        assertThat(later).asHexString().isEqualToIgnoringCase("ffa0b514647ec04f6306b892ae661181");
    }

    @Test
    void bothSidesAgree() {
        for (int i = 0; i < 20; i++) {
            DiffieHellman one = new DiffieHellman();
            DiffieHellman other = new DiffieHellman();

            assertThat(one.publicKey()).hasSize(DiffieHellman.SIZE);
            assertThat(one.agree(other.publicKey()))
                    .hasSize(DiffieHellman.SIZE)
                    .isEqualTo(other.agree(one.publicKey()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void degenerateKeysAreRefused(String key) {
        byte[] degenerate = new BigInteger(key).toByteArray();

        assertThatThrownBy(() -> new DiffieHellman().agree(degenerate)).isInstanceOf(IllegalArgumentException.class);
    }
}
