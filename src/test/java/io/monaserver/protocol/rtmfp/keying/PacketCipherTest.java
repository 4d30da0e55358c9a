package io.monaserver.protocol.rtmfp.keying;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.testkit.Spec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketCipherTest {

    private final byte[] scratch = new byte[2048];

    /** Made with OpenSSL: AES-128-CBC under the default key of checksum C011, packet 0B 1234, chunk 300002 00AA, FF. */
    @Test
    @Spec({"7425 §4.1", "7425 §4.7.1", "7425 §4.7.2", "7425 §4.7.3.1"})
    void startupPacketsAreWhatOthersMake() {
        byte[] packet = HexFormat.of().parseHex("0b1234" + "300002" + "00aa");
        byte[] sealed = seal(new PacketCipher(), packet);

        assertThat(Slice.of(sealed)).hasToString("42572de47dec4ca4462a34102836d010");
        assertThat(open(new PacketCipher(), sealed)).startsWith(packet);
    }

    @ParameterizedTest
    @CsvSource({"0,false", "4,false", "16,true", "32,true", "0,true"})
    @Spec({"7016 §2.2.3", "7425 §4.7.2", "7425 §4.7.3.2"})
    void whatIsSealedIsOpenedUnlessItWasTouched(int hmacLength, boolean numbered) {
        PacketCipher sender = new PacketCipher(keys(hmacLength, numbered));
        PacketCipher receiver = new PacketCipher(keys(hmacLength, numbered));
        Random random = new Random(hmacLength);
        for (int length = 1; length < 1400; length += 7) {
            byte[] packet = new byte[length];
            random.nextBytes(packet);
            byte[] sealed = seal(sender, packet);
            int block = random.nextInt(sealed.length);
            byte[] touched = sealed.clone();
            touched[block] ^= 1;

            assertThat(open(receiver, touched)).isNull();
            assertThat(open(receiver, Arrays.copyOf(sealed, sealed.length - 1))).isNull();
            byte[] opened = open(receiver, sealed);
            assertThat(opened).startsWith(packet);
            for (int i = length; i < opened.length; i++) {
                assertThat(opened[i]).isEqualTo((byte) 0xFF);
            }
            assertThat(open(receiver, sealed) == null).as("replay is noticed").isEqualTo(numbered);
        }
    }

    @Test
    @Spec("7425 §4.7.3.1")
    void oddBytesCountAsTheLowOnesOfTheirWord() {
        byte[] bytes = HexFormat.of().parseHex("0001f203f4f5f6f7aa");

        assertThat(Checksum.of(bytes, 0, 8)).isEqualTo(0x220D);
        assertThat(Checksum.of(bytes, 0, 9)).isEqualTo(0x220D - 0xAA);
        assertThat(Checksum.of(bytes, 0, 6)).isEqualTo(0x220D + 0xF6F7 - 0xFFFF);
        assertThat(Checksum.of(new byte[4], 0, 4)).isEqualTo(0xFFFF);
    }

    @Test
    @Spec({"7425 §4.7.3.3", "7016 §5"})
    void numbersCountOnceInAnyOrderWithinTheWindow() {
        ReplayWindow window = new ReplayWindow();

        assertThat(window.accept(40)).isTrue();
        assertThat(window.accept(40)).isFalse();
        assertThat(window.accept(8)).as("32 behind").isTrue();
        assertThat(window.accept(8)).isFalse();
        assertThat(window.accept(0)).isTrue();
        assertThat(window.accept(100)).isTrue();
        assertThat(window.accept(36)).as("before the window").isFalse();
        assertThat(window.accept(37)).isTrue();
        assertThat(window.accept(40)).isFalse();
        assertThat(window.accept(Long.MAX_VALUE)).isTrue();
        assertThat(window.accept(-1)).isFalse();
    }

    @Test
    void garbageIsNoPacket() {
        Random random = new Random(5);
        PacketCipher cipher = new PacketCipher(keys(16, true));
        for (int length = 0; length < 200; length++) {
            byte[] garbage = new byte[length];
            random.nextBytes(garbage);

            assertThat(open(cipher, garbage)).isNull();
        }
    }

    private static SessionKeys keys(int hmacLength, boolean numbered) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        return new SessionKeys(
                key, key, key, key, hmacLength, hmacLength, numbered, numbered, new byte[0], new byte[0]);
    }

    private byte[] seal(PacketCipher cipher, byte[] packet) {
        System.arraycopy(packet, 0, scratch, PacketCipher.HEADROOM, packet.length);
        byte[] target = new byte[2048];
        int length = cipher.seal(scratch, PacketCipher.HEADROOM, packet.length, target, 4);
        return Arrays.copyOfRange(target, 4, 4 + length);
    }

    private byte[] open(PacketCipher cipher, byte[] sealed) {
        Slice plain = cipher.open(sealed, 0, sealed.length, scratch);
        return plain == null ? null : plain.toBytes();
    }
}
