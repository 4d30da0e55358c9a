package io.monaserver.codec.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.amf.Amf0Format;
import io.monaserver.testkit.FlvTags;
import io.monaserver.testkit.TextWriter;
import io.monaserver.testkit.Values;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlvScannerTest {

    private static final byte[] KEY = {0x17, 1, 0, 0, 0, 1, 2, 3};
    private static final byte[] INTER = {0x27, 1, 0, 0, 0, 1, 2, 3};
    private static final byte[] SOUND = {(byte) 0xaf, 1, 7};

    @TempDir
    static Path folder;

    @Test
    void findsTheEndTheTimeAndTheKeyFrames() throws IOException {
        byte[] flv = sample();

        FlvScanner.Result result = scan(flv);

        assertThat(result.end()).isEqualTo(flv.length);
        assertThat(result.lastMs()).isEqualTo(0x1234567);
        assertThat(result.isOurs()).isTrue();
        assertThat(result.index().size()).isEqualTo(2);
        assertThat(result.index().timeMs(1)).isEqualTo(0x1234567);
        assertThat(flv[(int) result.index().position(1)]).isEqualTo((byte) FlvWriter.VIDEO);
    }

    @Test
    void fileThatBreaksOffEndsWithItsLastWholeTag() throws IOException {
        byte[] flv = sample();
        int last = flv.length - FlvWriter.TAG_OVERHEAD - KEY.length;

        for (int length = last; length < flv.length; length++) {
            assertThat(scan(Arrays.copyOf(flv, length)).end()).isEqualTo(last);
        }
    }

    @Test
    void whatIsNoFlvIsRefused() {
        assertThatThrownBy(() -> scan(new byte[100])).isInstanceOf(DataFormatException.class);
        assertThatThrownBy(() -> scan(new byte[0])).isInstanceOf(DataFormatException.class);
    }

    @FuzzTest(maxDuration = "60s")
    void anyFileIsReadOrRefused(byte[] file) throws IOException {
        try {
            FlvScanner.Result result = scan(file);
            assertThat(result.end()).isBetween(0L, (long) file.length);
        } catch (DataFormatException refused) {
            assertThat(refused).hasMessageContaining("expected");
        }
    }

    @Test
    void metadataKeepsItsSizeAndThinsTheIndex() {
        FlvMetadata metadata = new FlvMetadata();
        metadata.describe(
                Amf0Format.INSTANCE.newReader(Values.write(Amf0Format.INSTANCE, "onMetaData", Map.of("width", 320.0))));
        FlvIndex index = new FlvIndex();
        for (int keyFrames : new int[] {0, 1, 100, 5_000}) {
            while (index.size() < keyFrames) {
                index.add(index.size() * 2000L, 100_000L * index.size());
            }
            ByteBuf out = Unpooled.buffer();
            FlvWriter.writeHeader(true, true, out);
            metadata.write(12_345, 99, index, out);

            FlvTags.Tag tag = FlvTags.read(ByteBufUtil.getBytes(out)).get(0);

            assertThat(tag.payload()).hasSize(FlvMetadata.PAYLOAD_SIZE);
            String text = TextWriter.read(Amf0Format.INSTANCE.newReader(tag.payload()));
            assertThat(text).contains("width: 320").contains("duration: 12.345").contains("keyframes");
        }
    }

    private static byte[] sample() {
        ByteBuf out = Unpooled.buffer();
        FlvWriter.writeHeader(true, true, out);
        new FlvMetadata().write(0, 0, new FlvIndex(), out);
        FlvWriter.writeTag(FlvWriter.VIDEO, 0, KEY, out);
        FlvWriter.writeTag(FlvWriter.VIDEO, 40, INTER, out);
        FlvWriter.writeTag(FlvWriter.AUDIO, 50, SOUND, out);
        FlvWriter.writeTag(FlvWriter.VIDEO, 0x1234567, KEY, out);
        return ByteBufUtil.getBytes(out);
    }

    private static FlvScanner.Result scan(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("scanned.flv"), content);
        try (FileChannel channel = FileChannel.open(file)) {
            return FlvScanner.scan(channel);
        }
    }
}
