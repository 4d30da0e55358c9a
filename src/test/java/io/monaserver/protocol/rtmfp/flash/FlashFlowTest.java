package io.monaserver.protocol.rtmfp.flash;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.testkit.Spec;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FlashFlowTest {

    @Test
    @Spec("7425 §5.1.1")
    void metadataSayStreamAndOrder() {
        assertThat(read("54430400")).isEqualTo(FlowMetadata.ofStream(0, false));
        assertThat(read("544305fa8901")).isEqualTo(FlowMetadata.ofStream(2000001, true));
        assertThat(read("4743").kind()).isEqualTo(FlowMetadata.Kind.GROUP);
        assertThat(FlowMetadata.ofStream(2000001, true).encode()).asHexString().isEqualTo("544305FA8901");
        assertThat(FlowMetadata.ofStream(0, false).encode()).asHexString().isEqualTo("54430400");
    }

    @Test
    @Spec("7425 §5.1.1")
    void flowsWithoutStreamOrOfOtherKindsAreUnknown() {
        assertThat(read("544300")).isNull();
        assertThat(read("47521c")).isNull();
        assertThat(read("544304")).isNull();
        assertThat(read("")).isNull();
    }

    @Test
    @Spec("7425 §5.1.2")
    void messagesHaveTypeAndTime() {
        FlowMessage message = FlowMessage.read(Slice.of(HexFormat.of().parseHex("14ff000001020300")));

        assertThat(message.type()).isEqualTo(20);
        assertThat(message.timestamp()).isEqualTo(0xFF000001L);
        assertThat(message.payload()).hasToString("020300");
        assertThat(FlowMessage.head(20, 0xFF000001L)).asHexString().isEqualTo("14FF000001");
    }

    private static FlowMetadata read(String hex) {
        return FlowMetadata.read(HexFormat.of().parseHex(hex));
    }
}
