package io.monaserver.protocol.rtmfp.keying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monaserver.common.ClientId;
import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.crypto.Sha256;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.testkit.Spec;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Spec("7016 §3.2")
class CertificateTest {

    private static final String KEY = "81021d02" + "5a".repeat(128);

    @Test
    @Spec("7425 §4.3.2")
    void fingerprintsCoverWhatPrecedesTheMarker() {
        Certificate flash = read(KEY);
        Certificate longer = read(KEY + "00" + "020e05" + "00");

        assertThat(flash.fingerprint())
                .isEqualTo(longer.fingerprint())
                .isEqualTo(ClientId.of(Sha256.digest(HexFormat.of().parseHex(KEY))));
        assertThat(flash.overrides(longer)).isFalse();
        assertThat(flash.overrides(read(KEY))).isTrue();
    }

    @Test
    @Spec("7425 §4.3.3")
    void optionsCountBeforeTheMarkerOnlyAndUnknownOnesNever() {
        Certificate certificate = read("0259aa" + "021505" + "00" + "010a" + "0400686f73" + "02150e");

        assertThat(certificate.acceptsAncillaryData()).isFalse();
        assertThat(certificate.hostname()).isNull();
        assertThat(certificate.groups()).containsExactly(DhGroup.MODP_1536);
    }

    @Test
    @Spec({"7425 §4.3.3.1", "7425 §4.3.3.4"})
    void contradictoryCertificatesAreNone() {
        assertThatThrownBy(() -> read(KEY + "021502")).isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> read("020061" + "020062")).isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> read("8102")).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    @Spec("7425 §4.3.6")
    void theLowerCertificatePrevails() {
        assertThat(read("0259aa").prevailsOver(read("0259ab"))).isTrue();
        assertThat(read("0259ff").prevailsOver(read("02597f"))).isFalse();
        assertThat(read("0259aa").prevailsOver(read("0259aa0259aa"))).isTrue();
        assertThat(read("0259aa").prevailsOver(read("0259aa"))).isTrue();
    }

    @Test
    @Spec("7425 §4.4.3")
    void discriminatorsSelectByFingerprintAloneElseByHostAndUrl() {
        Certificate server = Identity.server(new Random(1)).certificate();
        Certificate named = read("04006d6e61" + "010a" + "021502");
        Certificate client = read(KEY);

        assertThat(EndpointDiscriminator.ofUrl("rtmfp://host/app").selects(server))
                .isTrue();
        assertThat(EndpointDiscriminator.ofUrl("rtmfp://host/app").selects(client))
                .isFalse();
        assertThat(EndpointDiscriminator.ofPeer(client.fingerprint()).selects(client))
                .isTrue();
        assertThat(EndpointDiscriminator.ofPeer(client.fingerprint()).selects(server))
                .isFalse();
        assertThat(discriminator("04006d6e61").selects(named)).isTrue();
        assertThat(discriminator("04006d6e62").selects(named)).isFalse();
        assertThat(discriminator("04006d6e61").selects(server)).isFalse();
        assertThat(discriminator("04006d6e61" + "020a78").selects(named)).isTrue();
        assertThat(discriminator("0259aa").selects(server)).isFalse();
        assertThat(discriminator("").selects(server)).isFalse();
        assertThat(discriminator("0259aa" + "020a78").selects(server))
                .as("unknown option first")
                .isTrue();
    }

    @Test
    @Spec({"7425 §4.4.2", "7425 §4.4.4"})
    void discriminatorsAreReadOnceEach() {
        ClientId id = ClientId.random();
        EndpointDiscriminator peer = EndpointDiscriminator.ofPeer(id);

        assertThat(peer.encoded().length()).isEqualTo(34);
        assertThat(peer.encoded().at(0)).isEqualTo(0x21);
        assertThat(peer.encoded().at(1)).isEqualTo(0x0F);
        assertThat(EndpointDiscriminator.read(peer.encoded()).peerId()).isEqualTo(id);
        assertThat(EndpointDiscriminator.ofUrl("rtmfp://h/é").url()).isEqualTo("rtmfp://h/é");
        assertThatThrownBy(() -> discriminator("020a78" + "020a78")).isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> discriminator("030f1234")).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    @Spec("7425 §7")
    void identitiesShowTheirKeys() {
        Certificate certificate =
                Identity.client(Set.of(DhGroup.MODP_1024, DhGroup.MODP_2048)).certificate();

        assertThat(certificate.staticKey(DhGroup.MODP_1024)).hasSize(128);
        assertThat(certificate.staticKey(DhGroup.MODP_2048)).hasSize(256);
        assertThat(Certificate.read(certificate.encoded()).fingerprint()).isEqualTo(certificate.fingerprint());
    }

    private static Certificate read(String hex) {
        return Certificate.read(Slice.of(HexFormat.of().parseHex(hex)));
    }

    private static EndpointDiscriminator discriminator(String hex) {
        return EndpointDiscriminator.read(Slice.of(HexFormat.of().parseHex(hex)));
    }
}
