package io.monaserver.protocol.rtmfp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmfp.packet.StartupChunk.Fragment;
import io.monaserver.testkit.Spec;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class PacketFragmentsTest {

    private static final InetSocketAddress FROM = new InetSocketAddress("192.0.2.1", 1);

    private final PacketFragments fragments = new PacketFragments();

    @Test
    @Spec({"7016 §3.4", "7016 §2.3.1"})
    void anyOrderMakesThePacket() {
        assertThat(fragments.add(part(2, false, "c"), FROM, 0)).isNull();
        assertThat(fragments.add(part(0, true, "a"), FROM, 500)).isNull();
        assertThat(fragments.add(part(0, true, "x"), FROM, 500)).as("again").isNull();

        assertThat(fragments.add(part(1, true, "b"), FROM, 1400)).asString().isEqualTo("abc");
    }

    @Test
    @Spec("7016 §3.4")
    void packetsOfOthersAreOtherPackets() {
        assertThat(fragments.add(part(0, true, "a"), FROM, 0)).isNull();

        assertThat(fragments.add(part(1, false, "b"), new InetSocketAddress("192.0.2.1", 2), 0))
                .isNull();
        assertThat(fragments.add(part(1, false, "b"), FROM, 0)).asString().isEqualTo("ab");
    }

    @Test
    @Spec("7016 §3.4")
    void packetsWithoutProgressAreForgotten() {
        fragments.add(part(0, true, "a"), FROM, 0);

        assertThat(fragments.add(part(1, false, "b"), FROM, PacketFragments.PROGRESS_MS + 1))
                .isNull();
    }

    @Test
    void floodsStayWithinTheLimits() {
        for (int i = 0; i < 100_000; i++) {
            fragments.add(new Fragment(true, i % 1000, i, Slice.of(new byte[1000])), FROM, 0);
        }
        for (int i = 0; i < 100; i++) {
            fragments.add(new Fragment(true, 7, i, Slice.of(new byte[1000])), FROM, 0);
        }

        assertThat(fragments.add(new Fragment(false, 7, 100, Slice.of(new byte[1000])), FROM, 0))
                .isNull();
    }

    private static Fragment part(int number, boolean more, String text) {
        return new Fragment(more, 5, number, Slice.of(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }
}
