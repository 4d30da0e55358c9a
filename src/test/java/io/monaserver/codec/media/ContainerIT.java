package io.monaserver.codec.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.testkit.Ffmpeg;
import io.monaserver.testkit.FlvTags;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A foreign judge reads what we write and finds the packets that went in. */
class ContainerIT {

    @TempDir
    static Path folder;

    @BeforeAll
    static void ffmpegIsThere() {
        Ffmpeg.assumeAvailable();
    }

    @Test
    void rewrittenFlvHoldsTheSamePackets() throws IOException {
        Path sample = Ffmpeg.sampleFlv(folder.resolve("flv.flv"), 3);
        ByteBuf out = Unpooled.buffer();

        FlvWriter.writeHeader(true, true, out);
        for (FlvTags.Tag tag : FlvTags.read(Files.readAllBytes(sample))) {
            FlvWriter.writeTag(tag.type(), tag.timeMs(), tag.payload(), out);
        }

        assertThat(packets(write("again.flv", out))).hasSizeGreaterThan(150).isEqualTo(packets(sample));
    }

    @Test
    void fragmentedMp4HoldsTheSamePackets() throws IOException {
        Path sample = Ffmpeg.sampleFlv(folder.resolve("mp4.flv"), 3);

        Path mp4 = write("live.mp4", toMp4(sample));

        assertThat(packets(mp4)).hasSizeGreaterThan(150).isEqualTo(packets(sample));
        assertThat(streams(mp4)).containsExactly("h264,320,180", "aac,44100,1");
        assertThat(Ffmpeg.ffmpeg("-v", "warning", "-xerror", "-i", mp4.toString(), "-f", "null", "-")
                        .orFail()
                        .err())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-c:a aac", "-c:a aac -vn", "-an"})
    void transportStreamShowsTheSameAsFlv(String streams) throws IOException {
        Path sample = folder.resolve("ts.flv");
        Ffmpeg.ffmpeg(("-y -i " + Ffmpeg.sampleFlv(folder.resolve("all.flv"), 3) + " -c:v copy " + streams + " "
                                + sample)
                        .split(" "))
                .orFail();
        MediaWriter writer = new TsFile();
        ByteBuf out = Unpooled.buffer();

        for (FlvTags.Tag tag : FlvTags.read(Files.readAllBytes(sample))) {
            writer.write(track(tag), tag.timeMs(), tag.payload(), out);
        }

        Path ts = write("file.ts", out);
        assertThat(decoded(ts)).hasSizeGreaterThan(70).isEqualTo(decoded(sample));
        assertThat(Ffmpeg.ffmpeg("-v", "debug", "-xerror", "-i", ts.toString(), "-f", "null", "-")
                        .orFail()
                        .err())
                .doesNotContain("ontinuity", "PES packet size mismatch", "corrupt");
    }

    private static MediaWriter.Track track(FlvTags.Tag tag) {
        return switch (tag.type()) {
            case FlvWriter.AUDIO -> MediaWriter.Track.AUDIO;
            case FlvWriter.VIDEO -> MediaWriter.Track.VIDEO;
            default -> MediaWriter.Track.DATA;
        };
    }

    /** What comes out of the decoders: content of every picture and every piece of sound, by stream. */
    private static List<String> decoded(Path file) {
        return Ffmpeg.ffmpeg("-v", "error", "-i", file.toString(), "-f", "framemd5", "-")
                .orFail()
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll(" ", "").split(","))
                .map(fields -> fields[0] + " " + fields[5])
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"libaom-av1 -cpu-used 8 -usage realtime", "libopenh264"})
    void otherCodecsAreReadToo(String video) throws IOException {
        Path sample = folder.resolve("enhanced.flv");
        Ffmpeg.ffmpeg(("-y -f lavfi -i testsrc2=size=160x90:rate=10 -t 1 -pix_fmt yuv420p -c:v " + video + " -f flv "
                                + sample)
                        .split(" "))
                .orFail();

        Path mp4 = write("enhanced.mp4", toMp4(sample));

        assertThat(packets(mp4)).hasSize(10).isEqualTo(packets(sample));
        assertThat(streams(mp4).get(0)).endsWith(",160,90");
    }

    /** Decoding time, flags and content of every packet, by stream. */
    private static List<String> packets(Path file) {
        String all = Ffmpeg.ffprobe(
                        "-v",
                        "error",
                        "-show_packets",
                        "-show_data_hash",
                        "md5",
                        "-show_entries",
                        "packet=codec_type,pts,dts,flags,data_hash",
                        "-of",
                        "csv=p=0",
                        file.toString())
                .orFail()
                .text();
        return all.lines().map(line -> line.replaceAll(",+$", "")).sorted().collect(Collectors.toList());
    }

    private static List<String> streams(Path file) {
        return Ffmpeg.ffprobe(
                        "-v",
                        "error",
                        "-show_entries",
                        "stream=codec_name,width,height,sample_rate,channels",
                        "-of",
                        "csv=p=0",
                        file.toString())
                .orFail()
                .text()
                .lines()
                .toList();
    }

    private static ByteBuf toMp4(Path flv) throws IOException {
        List<FlvTags.Tag> tags = FlvTags.read(Files.readAllBytes(flv));
        VideoConfiguration video = tags.stream()
                .filter(tag -> tag.type() == FlvWriter.VIDEO)
                .flatMap(tag -> VideoConfiguration.parse(tag.payload()).stream())
                .findFirst()
                .orElse(null);
        AudioConfiguration audio = tags.stream()
                .filter(tag -> tag.type() == FlvWriter.AUDIO)
                .flatMap(tag -> AudioConfiguration.parse(tag.payload()).stream())
                .findFirst()
                .orElse(null);
        ByteBuf out = Unpooled.buffer();
        Mp4Initialization.write(video, audio, out);
        long sequence = 0;
        for (FlvTags.Tag tag : tags) {
            sequence++;
            if (tag.type() == FlvWriter.VIDEO) {
                Mp4Fragment.writeVideo(sequence, tag.timeMs(), 0, tag.payload(), out);
            } else if (tag.type() == FlvWriter.AUDIO) {
                Mp4Fragment.writeAudio(sequence, tag.timeMs(), 0, tag.payload(), out);
            }
        }
        return out;
    }

    private static Path write(String name, ByteBuf bytes) throws IOException {
        return Files.write(folder.resolve(name), ByteBufUtil.getBytes(bytes));
    }
}
