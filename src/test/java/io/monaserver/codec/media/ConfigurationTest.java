package io.monaserver.codec.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    /** Made by libx264 for 1920x1080, high profile: the height is cropped from 1088. */
    private static final String AVC_1080 =
            "1700000000 0164001fffe1001b 6764001facd940780227e5c05a808080a0000003002000000781e30632c0 01000468ebe3cb";

    /** Made by libx265 for 640x360, main profile, with video and picture parameter sets left out. */
    private static final String HEVC_640 = "90 68766331 01 01 60000000 900000000000 3f f000 fc fd f8 f8 0000 0f 01"
            + "21 0001 0029 420101016000000300900000030000030 03fa00502016965 9a4932b9a80808082 0000003002000000301";

    @Test
    void avcTellsSizeAndProfile() {
        VideoConfiguration video = VideoConfiguration.parse(bytes(AVC_1080)).orElseThrow();

        assertThat(video.codec()).isEqualTo(VideoCodec.AVC);
        assertThat(video.codecs()).isEqualTo("avc1.64001f");
        assertThat(video).hasToString("avc1.64001f 1920x1080");
    }

    @Test
    void hevcTellsSizeAndProfile() {
        VideoConfiguration video = VideoConfiguration.parse(bytes(HEVC_640)).orElseThrow();

        assertThat(video.codec()).isEqualTo(VideoCodec.HEVC);
        assertThat(video.codecs()).isEqualTo("hvc1.1.6.L63.90");
        assertThat(video).hasToString("hvc1.1.6.L63.90 640x360");
    }

    @Test
    void av1TellsSizeAndProfile() {
        // Profile 0, level 2.0 (index 0), 8 bits; sequence header of 352x288.
        byte[] payload = bytes("90 61763031 81000c00 0a0b 00000004 3d5fc7ffffffcc 02");

        VideoConfiguration video = VideoConfiguration.parse(payload).orElseThrow();

        assertThat(video.codecs()).isEqualTo("av01.0.00M.08");
    }

    @ParameterizedTest
    @CsvSource({
        "AF 00 1210, mp4a.40.2, 44100, 2",
        "AF 00 1190, mp4a.40.2, 48000, 2",
        "AF 00 2B920800, mp4a.40.5, 22050, 2",
        "AF 00 1388, mp4a.40.2, 22050, 1",
        "AF 00 1780BB8010, mp4a.40.2, 96000, 2",
        "90 6D703461 11B0, mp4a.40.2, 48000, 6",
        "90 4F707573 4F70757348656164 01 02 3801 80BB0000 0000 00, opus, 48000, 2"
    })
    void audioTellsRateAndChannels(String hex, String codecs, int sampleRate, int channels) {
        AudioConfiguration audio = AudioConfiguration.parse(bytes(hex)).orElseThrow();

        assertThat(audio.codecs()).isEqualTo(codecs);
        assertThat(audio.sampleRate()).isEqualTo(sampleRate);
        assertThat(audio.channels()).isEqualTo(channels);
    }

    @Test
    void aBrokenParameterSetLeavesTheSizeUnknown() {
        VideoConfiguration video = VideoConfiguration.parse(bytes("1700000000 0164001fffe10004 67640000"))
                .orElseThrow();

        assertThat(video).hasToString("avc1.64001f 0x0");
    }

    @Test
    void whatIsNoConfigurationOfOursIsRefused() {
        assertThat(VideoConfiguration.parse(new byte[0])).isEmpty();
        assertThat(VideoConfiguration.parse(bytes("1701000000 00000001"))).isEmpty();
        assertThat(VideoConfiguration.parse(bytes("1700000000 0164"))).isEmpty();
        assertThat(AudioConfiguration.parse(bytes("AF 00 12"))).isEmpty();
        assertThat(AudioConfiguration.parse(bytes("2F FFFB"))).isEmpty();
    }

    @Test
    void anyRecordIsSurvived() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            byte[] payload = bytes(i % 2 == 0 ? AVC_1080 : HEVC_640);
            for (int flips = random.nextInt(5); flips >= 0; flips--) {
                payload[5 + random.nextInt(payload.length - 5)] = (byte) random.nextInt();
            }

            VideoConfiguration.parse(payload).ifPresent(video -> {
                assertThat(video.width()).isBetween(0, 1 << 24);
                assertThat(video.height()).isBetween(0, 1 << 24);
            });
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
