package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.common.ClientId;
import io.monaserver.protocol.crypto.Sha256;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The message by which a client joins a group. */
class PeerGroupsTest {

    private static byte[] message(int type, int mark, byte[] name) {
        return new WireWriter(256)
                .writeByte(type)
                .writeVlu(1 + name.length)
                .writeByte(mark)
                .write(name)
                .copySince(0);
    }

    @Test
    void groupsAreNamedOrNumbered() {
        byte[] id = new byte[ClientId.SIZE];
        id[3] = 9;
        byte[] name = "chess".getBytes(StandardCharsets.UTF_8);

        assertThat(PeerGroups.read(Slice.of(message(1, 0x15, id)))).isEqualTo(ClientId.of(id));
        assertThat(PeerGroups.read(Slice.of(message(1, 0x10, name)))).isEqualTo(ClientId.of(Sha256.digest(name)));
        assertThat(PeerGroups.read(Slice.of(message(1, 0x15, name)))).isNull();
        assertThat(PeerGroups.read(Slice.of(message(2, 0x15, id)))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 20, 33, 34})
    void truncatedMessagesAreIgnored(int length) {
        byte[] whole = message(1, 0x15, new byte[ClientId.SIZE]);

        assertThat(PeerGroups.read(Slice.of(whole, 0, length))).isNull();
    }
}
