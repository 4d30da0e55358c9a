package io.monaserver.protocol.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmfp.keying.PacketCipher;
import io.monaserver.protocol.rtmfp.packet.Multiplex;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.StartupChunk;
import io.monaserver.testkit.ManualClock;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PacketOutputTest {

    private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.1", 1935);

    /** librtmfp answers no start-up packet whose flags are not these. */
    @Test
    void startupPacketsBearATimestamp() {
        List<Byte> flags = new ArrayList<>();
        PacketOutput output = new PacketOutput(
                new ManualClock(),
                (datagram, length, to) -> flags.add(opened(datagram, length).toBytes()[0]),
                1200,
                new PacketCipher());

        output.sendStartup(new StartupChunk.CookieChange(Slice.of(new byte[2000]), Slice.of(new byte[64])), 7, PEER);

        assertThat(flags).as("whole or in fragments").hasSizeGreaterThan(1).containsOnly((byte) 0x0B);
    }

    private static Slice opened(byte[] datagram, int length) {
        byte[] plain = new byte[length];
        return Objects.requireNonNull(
                new PacketCipher().open(datagram, Multiplex.LENGTH, length - Multiplex.LENGTH, plain));
    }
}
