package io.monaserver.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The load's own parts: a fault here would be taken for one of a server. */
class LoadToolTest {

    @Test
    void histogramGivesQuantiles() {
        Histogram histogram = new Histogram();
        for (int i = 1; i <= 1000; i++) {
            histogram.add(i * 1_000_000L);
        }

        assertThat(histogram.quantileMs(0.5)).isCloseTo(500, within(20.0));
        assertThat(histogram.quantileMs(0.99)).isCloseTo(990, within(40.0));
        assertThat(histogram.maxMs()).isEqualTo(1000);
    }

    @Test
    void markIsReadBack() {
        SyntheticMedia media = new SyntheticMedia(1000, 64);
        media.video(1);

        byte[] second = media.video(123_456_789_012L);

        assertThat(Mark.isAt(second, SyntheticMedia.VIDEO_MARK, second.length)).isTrue();
        assertThat(Mark.nanos(second, SyntheticMedia.VIDEO_MARK)).isEqualTo(123_456_789_012L);
        assertThat(Mark.number(second, SyntheticMedia.VIDEO_MARK)).isEqualTo(1);
    }

    @Test
    void streamHasItsRate() {
        SyntheticMedia media = new SyntheticMedia(1000, 64);
        long bytes = 0;
        while (media.nextVideoNanos() < 10_000_000_000L) {
            bytes += media.video(0).length;
        }
        while (media.nextAudioNanos() < 10_000_000_000L) {
            bytes += media.audio(0).length;
        }

        assertThat(bytes * 8 / 10_000.0).isCloseTo(1000, within(20.0));
    }

    @Test
    void chunksAreReadWhereverTheyAreSplit() {
        ByteBuf bytes = Unpooled.buffer();
        bytes.writeByte(6)
                .writeMedium(0)
                .writeMedium(200)
                .writeByte(9)
                .writeIntLE(1)
                .writeZero(128);
        bytes.writeByte(0xc6).writeZero(72);
        bytes.writeByte(0x44).writeMedium(23).writeMedium(5).writeByte(8).writeZero(5);
        List<String> seen = new ArrayList<>();
        ChunkReader reader = new ChunkReader((type, head, kept, length) -> seen.add(type + ":" + kept + "/" + length));

        while (bytes.isReadable()) {
            reader.read(bytes.readSlice(1));
        }

        assertThat(seen).containsExactly("9:96/200", "8:5/5");
    }
}
