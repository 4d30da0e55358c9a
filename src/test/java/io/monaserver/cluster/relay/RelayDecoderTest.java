package io.monaserver.cluster.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.codec.amf.Amf0Format;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.testkit.ManualClock;
import io.monaserver.testkit.ManualLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RelayDecoderTest {

    private final Collected collected = new Collected();
    private final RelayDecoder decoder = new RelayDecoder(collected);

    @Test
    void framesAreReadHoweverTheyWereCut() {
        Random random = new Random(6);
        List<String> written = new ArrayList<>(List.of("published"));
        ByteBuf out = Unpooled.buffer();
        RelayFrame.writeNews(RelayFrame.PUBLISHED, out);
        for (int i = 0; i < 200; i++) {
            MediaPacket packet = randomPacket(random);
            boolean isHeader = random.nextInt(4) == 0;
            written.add(describe(packet, isHeader));
            StreamPacket.Role role = isHeader ? StreamPacket.Role.HEADER : StreamPacket.Role.FRAME;
            RelayForm.INSTANCE.writeNext(new StreamPacket(packet, i, 0, role, StreamHeaders.NONE), out);
        }

        byte[] bytes = ByteBufUtil.getBytes(out);
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
            decoder.feed(bytes, from, to - from);
            from = to;
        }

        assertThat(collected.frames).isEqualTo(written);
    }

    @Test
    void metadataThatIsTakenBackIsToldInOrder() {
        ManualLoop loop = new ManualLoop(new ManualClock());
        TrunkQueue trunk = new TrunkQueue(new RelayPulse(loop));
        RelayOut owner = new RelayOut(loop, trunk.open(1), trunk);
        owner.onEvent(new StreamEvent.Published("tv"));
        owner.onEvent(new StreamEvent.MetadataCleared("tv"));

        byte[] batch = Objects.requireNonNull(trunk.poll());
        decoder.feed(batch, TrunkBatch.SECTION_HEAD, batch.length - TrunkBatch.SECTION_HEAD);

        assertThat(collected.frames).containsExactly("published", "cleared");
    }

    @Test
    void lengthBeyondTheLargestMessageIsRefusedBeforeAnythingIsAllocated() {
        ByteBuf out = Unpooled.buffer();
        RelayFrame.writeHead(0, 0, 0, Integer.MAX_VALUE, out);

        assertThatThrownBy(() -> feed(decoder, ByteBufUtil.getBytes(out)))
                .hasMessage("relay payload: 2147483647 (expected: 0 to 16777216)");
    }

    @Test
    void unknownKindIsRefused() {
        ByteBuf out = Unpooled.buffer();
        RelayFrame.writeHead(7, 0, 0, 0, out);

        assertThatThrownBy(() -> feed(decoder, ByteBufUtil.getBytes(out))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever comes: frames, or a refusal. */
    @FuzzTest
    void anyBytes(FuzzedDataProvider data) {
        RelayDecoder fuzzed = new RelayDecoder(new Collected());
        try {
            while (data.remainingBytes() > 0) {
                feed(fuzzed, data.consumeBytes(data.consumeInt(0, 100)));
            }
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("relay ");
        }
    }

    private static void feed(RelayDecoder decoder, byte[] bytes) {
        decoder.feed(bytes, 0, bytes.length);
    }

    private static MediaPacket randomPacket(Random random) {
        byte[] payload = new byte[random.nextInt(100)];
        random.nextBytes(payload);
        long timeMs = random.nextLong() & 0xFFFF_FFFFL;
        return switch (random.nextInt(4)) {
            case 0 -> MediaPacket.audio(timeMs, payload);
            case 1 -> MediaPacket.video(timeMs, payload);
            case 2 -> MediaPacket.data(timeMs, payload, Amf0Format.INSTANCE);
            default -> MediaPacket.raw(timeMs, payload);
        };
    }

    private static String describe(MediaPacket packet, boolean isHeader) {
        return packet.kind() + " " + packet.timeMs() + " " + packet.format() + " " + isHeader + " "
                + Arrays.toString(packet.payload());
    }

    private static final class Collected implements RelayDecoder.Target {

        private final List<String> frames = new ArrayList<>();

        @Override
        public void onPublished() {
            frames.add("published");
        }

        @Override
        public void onCleared() {
            frames.add("cleared");
        }

        @Override
        public void onPacket(MediaPacket packet, boolean isHeader) {
            frames.add(describe(packet, isHeader));
        }
    }
}
