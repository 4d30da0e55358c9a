package io.monaserver.protocol.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerHandshakeTest {

    private final ByteBuf toServer = Unpooled.buffer();
    private final ByteBuf toClient = Unpooled.buffer();
    private final ServerHandshake server = new ServerHandshake(0x01020304, new Random(1));

    @ParameterizedTest
    @EnumSource
    void everyKindSucceeds(ClientHandshake.Kind kind) {
        ClientHandshake client = new ClientHandshake(kind, new Random(2));
        client.begin(toServer);

        assertThat(server.receive(toServer, toClient)).isFalse();
        assertThat(toClient.getInt(1)).isEqualTo(0x01020304);
        assertThat(client.receive(toClient, toServer)).isTrue();
        assertThat(toClient.isReadable()).isFalse();
        toServer.writeByte(77);
        assertThat(server.receive(toServer, toClient)).isTrue();
        assertThat(toServer.readByte()).isEqualTo((byte) 77);
    }

    @ParameterizedTest
    @EnumSource
    void everyFragmentationSucceeds(ClientHandshake.Kind kind) {
        ClientHandshake client = new ClientHandshake(kind, new Random(3));
        client.begin(toServer);
        feedByteByByte();
        assertThat(client.receive(toClient, toServer)).isTrue();
        feedByteByByte();

        assertThat(server.receive(toServer, toClient)).isTrue();
    }

    @Test
    void encryptedSidesUnderstandEachOther() {
        ClientHandshake client = new ClientHandshake(ClientHandshake.Kind.ENCRYPTED, new Random(4));
        client.begin(toServer);
        server.receive(toServer, toClient);
        client.receive(toClient, toServer);
        server.receive(toServer, toClient);
        byte[] text = new byte[10_000];
        new Random(5).nextBytes(text);

        ByteBuf up = Unpooled.copiedBuffer(text);
        client.cipher().encrypt(up);
        assertThat(ByteBufUtil.getBytes(up)).isNotEqualTo(text);
        server.cipher().decrypt(up);
        assertThat(ByteBufUtil.getBytes(up)).isEqualTo(text);

        ByteBuf down = Unpooled.copiedBuffer(text);
        server.cipher().encrypt(down);
        client.cipher().decrypt(down);
        assertThat(ByteBufUtil.getBytes(down)).isEqualTo(text);
    }

    /** A block of 0, 1, 2 … and its digests, computed apart from this code. */
    @ParameterizedTest
    @CsvSource({
        "DIGEST_FIRST, db8e5fd0b081979a4ede294f09b382fa04d10f66b27d6de0438960458b0a6a21",
        "KEY_FIRST, 685dc77a71d721bb669803c62594b26a055f9828d776e7caf3a998edf0d2e48b",
    })
    void digestsAreWhatFlashPlayersMake(HandshakeDigest scheme, String digest) {
        byte[] block = new byte[HandshakeDigest.BLOCK];
        for (int i = 0; i < block.length; i++) {
            block[i] = (byte) i;
        }
        scheme.signAsClient(block);

        assertThat(HandshakeDigest.ofClient(block)).isEqualTo(scheme);
        assertThat(scheme.digest(block)).asHexString().isEqualToIgnoringCase(digest);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 5, 7, 8, 9, 'G', 0x16, 255})
    void otherVersionsAreRefused(int version) {
        toServer.writeByte(version);

        assertThatThrownBy(() -> server.receive(toServer, toClient))
                .isInstanceOf(RtmpException.class)
                .hasMessage("RTMP version: " + version + " (expected: 3 or 6)");
    }

    @Test
    void unsignedEncryptionIsRefused() {
        toServer.writeByte(6).writeZero(HandshakeDigest.BLOCK);

        assertThatThrownBy(() -> server.receive(toServer, toClient))
                .isInstanceOf(RtmpException.class)
                .hasMessageContaining("unsigned");
    }

    @Test
    void degeneratePublicKeyIsRefused() {
        byte[] block = new byte[HandshakeDigest.BLOCK];
        block[4] = 9;
        HandshakeDigest.DIGEST_FIRST.signAsClient(block);
        toServer.writeByte(6).writeBytes(block);

        assertThatThrownBy(() -> server.receive(toServer, toClient))
                .isInstanceOf(RtmpException.class)
                .hasMessageContaining("public key");
    }

    private void feedByteByByte() {
        while (toServer.isReadable()) {
            server.receive(toServer.readSlice(1), toClient);
        }
    }
}
