package io.monaserver.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegTest {

    @TempDir
    Path folder;

    @BeforeEach
    void ffmpegIsThere() {
        Ffmpeg.assumeAvailable();
    }

    @Test
    void theSampleHasPictureAndSound() {
        Path sample = Ffmpeg.sampleFlv(folder.resolve("sample.flv"), 2);

        Ffmpeg.Result streams = Ffmpeg.ffprobe(
                        "-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", sample.toString())
                .orFail();

        assertThat(streams.text().lines()).containsExactlyInAnyOrder("h264", "aac");
    }
}
