package io.monaserver.protocol.rtmfp.keying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.rtmfp.keying.PacketProtection.Wish;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import io.monaserver.testkit.Spec;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyAgreementTest {

    private static final Random RANDOM = new Random(1);
    private static final Identity SERVER = Identity.server(RANDOM);
    private static final Identity CLIENT = Identity.client(Set.of(DhGroup.MODP_1024));
    private static final PacketProtection PLAIN = PacketProtection.ON_REQUEST;

    @ParameterizedTest
    @EnumSource(DhGroup.class)
    @Spec({"7425 §4.2", "7425 §4.6.1", "7425 §4.6.2", "7425 §4.6.3", "7425 §4.6.5"})
    void everyPairOfCertificatesAgreesInEveryGroup(DhGroup group) {
        Identity fixed = Identity.client(Set.of(group));
        Identity ephemeral = Identity.server(Set.of(group), RANDOM);

        for (Identity initiator : new Identity[] {fixed, ephemeral}) {
            for (Identity responder : new Identity[] {Identity.client(Set.of(group)), ephemeral}) {
                assertAgreement(initiator, responder);
            }
        }
    }

    /** About one secret in 256 begins with a zero, which must not be part of the key. */
    @Test
    @Spec("7425 §4.6.2")
    void secretsWithLeadingZerosAreSecretsToo() {
        for (int i = 0; i < 600; i++) {
            assertAgreement(CLIENT, SERVER);
        }
    }

    private static void assertAgreement(Identity initiator, Identity responder) {
        KeyAgreement first = KeyAgreement.initiate(initiator, responder.certificate(), PLAIN, RANDOM);
        KeyAgreement.Agreed second =
                KeyAgreement.respond(responder, initiator.certificate(), first.component(), PLAIN, RANDOM);
        SessionKeys keys = first.complete(responder.certificate(), second.component());

        assertThat(keys.encryptKey()).hasSize(32).isEqualTo(second.keys().decryptKey());
        assertThat(keys.decryptKey()).hasSize(32).isEqualTo(second.keys().encryptKey());
        assertThat(keys.hmacSendKey()).isEqualTo(second.keys().hmacReceiveKey());
        assertThat(keys.nearNonce()).isEqualTo(second.keys().farNonce());
        assertThat(keys.sendHmacLength()).isZero();
        assertThat(keys.sendsSequence()).isFalse();
    }

    @Test
    void respondersUseTheLayoutThatLibrtmfpReads() {
        byte[] flash = flashComponent();
        byte[] component = KeyAgreement.respond(SERVER, CLIENT.certificate(), flash, PLAIN, RANDOM)
                .component();

        assertThat(component).hasSize(139);
        assertThat(Slice.of(component, 0, 11)).hasToString("031a0000" + "021e00" + "81020d02");
        assertThat(SERVER.certificate().encoded().length()).isEqualTo(77);
    }

    /** As Flash sends it: able to sign and number on request. */
    private static byte[] flashComponent() {
        return HexFormat.of().parseHex("021d02" + "410e" + "55".repeat(64) + "031a020a" + "021e02");
    }

    @Test
    @Spec({"7425 §4.6.4", "7425 §4.6.6"})
    void signaturesAndNumbersAreUsedWhenAskedFor() {
        PacketProtection wanted = new PacketProtection(Wish.REQUIRE, Wish.REQUEST);
        KeyAgreement first = KeyAgreement.initiate(CLIENT, SERVER.certificate(), wanted, RANDOM);
        KeyAgreement.Agreed second =
                KeyAgreement.respond(SERVER, CLIENT.certificate(), first.component(), PLAIN, RANDOM);
        SessionKeys keys = first.complete(SERVER.certificate(), second.component());

        assertThat(keys.sendHmacLength()).isEqualTo(16);
        assertThat(keys.receiveHmacLength()).isEqualTo(16);
        assertThat(second.keys().sendHmacLength()).isEqualTo(16);
        assertThat(keys.sendsSequence()).isTrue();
        assertThat(second.keys().sendsSequence()).isTrue();
    }

    @Test
    @Spec("7425 §4.6.4")
    void componentsThatLackWhatIsRequiredAreRefused() {
        PacketProtection required = new PacketProtection(Wish.REQUIRE, Wish.NO);
        byte[] incapable = HexFormat.of().parseHex("021d02" + "110e" + "55".repeat(16));

        assertThatThrownBy(() -> KeyAgreement.respond(SERVER, CLIENT.certificate(), incapable, required, RANDOM))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessageContaining("packet signatures");
    }

    @Test
    @Spec("7425 §4.6.2")
    void weakKeysAreRefused() {
        Certificate ephemeral = Identity.server(RANDOM).certificate();
        WireWriter weak = new WireWriter(200);
        KeyingComponent.writeEphemeralKey(weak, DhGroup.MODP_1024, new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0});

        assertThatThrownBy(() -> KeyAgreement.respond(SERVER, ephemeral, weak.copySince(0), PLAIN, RANDOM))
                .hasMessageContaining("weak");
    }

    @Test
    @Spec({"7425 §4.5.2.1", "7425 §4.5.2.3"})
    void keysThatContradictTheCertificateAreRefused() {
        KeyAgreement ephemeral = KeyAgreement.initiate(SERVER, SERVER.certificate(), PLAIN, RANDOM);

        assertThatThrownBy(
                        () -> KeyAgreement.respond(SERVER, CLIENT.certificate(), ephemeral.component(), PLAIN, RANDOM))
                .hasMessageContaining("ephemeral key");
        assertThatThrownBy(() -> KeyAgreement.respond(SERVER, SERVER.certificate(), flashComponent(), PLAIN, RANDOM))
                .hasMessageContaining("ephemeral key");
        assertThatThrownBy(() -> KeyAgreement.respond(
                        SERVER, CLIENT.certificate(), HexFormat.of().parseHex("021d03"), PLAIN, RANDOM))
                .hasMessageContaining("group");
    }

    @Test
    @Spec("7425 §4.3.3.5")
    void oneOfSeveralStaticKeysIsChosen() {
        Identity many = Identity.client(EnumSet.allOf(DhGroup.class));
        Identity server = Identity.server(Set.of(DhGroup.MODP_2048), RANDOM);

        KeyAgreement agreement = KeyAgreement.initiate(many, server.certificate(), PLAIN, RANDOM);

        assertThat(KeyAgreement.groupOf(agreement.component())).isEqualTo(DhGroup.MODP_2048);
        assertAgreement(many, server);
    }
}
