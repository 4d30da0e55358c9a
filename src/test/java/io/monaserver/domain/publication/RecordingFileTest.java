package io.monaserver.domain.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monaserver.codec.media.FlvWriter;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamPacket;
import io.monaserver.testkit.FlvTags;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFileTest {

    private static final byte[] KEY = {0x17, 1, 0, 0, 0, 1, 2, 3};
    private static final byte[] INTER = {0x27, 1, 0, 0, 0, 1, 2, 3};
    private static final byte[] SOUND = {(byte) 0xaf, 1, 7};

    @TempDir
    Path folder;

    @Test
    void packetsAreTagsWhoseTimesBeginWithZero() throws IOException {
        Path file = folder.resolve("a.flv");
        record(file, RecordMode.RECORD, 5000);

        assertThat(times(file)).containsExactly("9@0", "8@10", "9@40");
    }

    @Test
    void fileCanBePlayedBeforeItIsComplete() throws IOException {
        Path file = folder.resolve("a.flv");
        RecordingFile open = RecordingFile.open(file, RecordMode.RECORD);

        open.write(packets(0));

        assertThat(times(file)).hasSize(3);
        open.close();
    }

    @Test
    void picturesBeforeTheFirstKeyFrameAreLeftOut() throws IOException {
        Path file = folder.resolve("a.flv");
        try (RecordingFile open = RecordingFile.open(file, RecordMode.RECORD)) {
            Sequencer sequencer = new Sequencer();
            open.write(
                    List.of(sequencer.next(MediaPacket.video(0, INTER)), sequencer.next(MediaPacket.video(40, KEY))));
            open.onGap();
            open.write(List.of(sequencer.next(MediaPacket.video(80, INTER))));
        }

        assertThat(times(file)).containsExactly("9@0");
    }

    @Test
    void appendGoesOnWhereTheFileEnds() throws IOException {
        Path file = folder.resolve("a.flv");
        record(file, RecordMode.APPEND, 700);
        record(file, RecordMode.APPEND, 90_000);

        assertThat(times(file)).containsExactly("9@0", "8@10", "9@40", "9@80", "8@90", "9@120");
    }

    @Test
    void recordTakesThePlaceOfTheFile() throws IOException {
        Path file = folder.resolve("a.flv");
        record(file, RecordMode.RECORD, 0);
        record(file, RecordMode.RECORD, 0);

        assertThat(times(file)).hasSize(3);
    }

    @Test
    void appendCutsAwayATagThatBrokeOff() throws IOException {
        Path file = folder.resolve("a.flv");
        record(file, RecordMode.RECORD, 0);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 5));

        record(file, RecordMode.APPEND, 0);

        assertThat(times(file)).containsExactly("9@0", "8@10", "9@50", "8@60", "9@90");
    }

    @Test
    void fileOfSomebodyElseGetsRoomForTheIndex() throws IOException {
        ByteBuf foreign = Unpooled.buffer();
        FlvWriter.writeHeader(true, true, foreign);
        FlvWriter.writeTag(FlvWriter.DATA, 0, new byte[] {2, 0, 1, 'x'}, foreign);
        FlvWriter.writeTag(FlvWriter.VIDEO, 0, KEY, foreign);
        FlvWriter.writeTag(FlvWriter.AUDIO, 100, SOUND, foreign);
        Path file = Files.write(folder.resolve("a.flv"), ByteBufUtil.getBytes(foreign));

        record(file, RecordMode.APPEND, 0);

        assertThat(times(file)).containsExactly("9@0", "8@100", "9@140", "8@150", "9@180");
        assertThat(folder.resolve("a.flv.part")).doesNotExist();
    }

    @Test
    void missingFolderIsAnError() {
        assertThatThrownBy(() -> RecordingFile.open(folder.resolve("none/a.flv"), RecordMode.RECORD))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void fullDiskIsAnError() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full));
        Path file = Files.createSymbolicLink(folder.resolve("a.flv"), full);

        assertThatThrownBy(() -> RecordingFile.open(file, RecordMode.RECORD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");
    }

    private static void record(Path file, RecordMode mode, long fromMs) throws IOException {
        try (RecordingFile open = RecordingFile.open(file, mode)) {
            open.write(packets(fromMs));
        }
    }

    private static List<StreamPacket> packets(long fromMs) {
        Sequencer sequencer = new Sequencer();
        List<StreamPacket> packets = new ArrayList<>();
        packets.add(sequencer.next(MediaPacket.video(fromMs, KEY)));
        packets.add(sequencer.next(MediaPacket.audio(fromMs + 10, SOUND)));
        packets.add(sequencer.next(MediaPacket.video(fromMs + 40, INTER)));
        return packets;
    }

    /** Type and time of every tag behind the metadata. */
    private static List<String> times(Path file) throws IOException {
        List<FlvTags.Tag> tags = FlvTags.read(Files.readAllBytes(file));
        assertThat(tags.get(0).type()).isEqualTo(FlvWriter.DATA);
        return tags.stream().skip(1).map(tag -> tag.type() + "@" + tag.timeMs()).toList();
    }
}
