package io.monaserver.codec.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTagTest {

    @ParameterizedTest
    @CsvSource({
        "17 00 000000 01640028, CONFIGURATION, AVC, 5, 0",
        "17 01 000050 00000001, KEY_FRAME, AVC, 5, 80",
        "27 01 FFFFD8 00000001, INTER_FRAME, AVC, 5, -40",
        "17 02 000000, END, AVC, 5, 0",
        "1C 00 000000 01, CONFIGURATION, HEVC, 5, 0",
        "12 AABBCC, KEY_FRAME, SORENSON, 1, 0",
        "32 AABBCC, INTER_FRAME, SORENSON, 1, 0",
        "57 00, INFORMATION, AVC, -1, 0",
        "90 68766331 01, CONFIGURATION, HEVC, 5, 0",
        "91 68766331 000021 AA, KEY_FRAME, HEVC, 8, 33",
        "A1 61766331 FFFFFF AA, INTER_FRAME, AVC, 8, -1",
        "93 68766331 AA, KEY_FRAME, HEVC, 5, 0",
        "91 61763031 AA, KEY_FRAME, AV1, 5, 0",
        "A1 76703039 AA, INTER_FRAME, VP9, 5, 0",
        "92 61766331, END, AVC, 5, 0",
        "94 61766331 AA, INFORMATION, AVC, 5, 0",
        "95 61763031 AA, CONFIGURATION, AV1, 5, 0",
        // One modifier of three bytes, then coded frames.
        "97 02 010203 01 61766331 000001 AA, KEY_FRAME, AVC, 13, 1",
        // One track of a multitrack message, then several.
        "96 00 61766331 00 01640028, CONFIGURATION, AVC, 7, 0",
        "96 10 61766331 00 000004 01640028, CONFIGURATION, AVC, -1, 0"
    })
    void videoHeadersAreUnderstood(String hex, VideoTag.Kind kind, VideoCodec codec, int body, int compositionMs) {
        byte[] payload = bytes(hex);

        assertThat(VideoTag.kind(payload)).isEqualTo(kind);
        assertThat(VideoTag.codec(payload)).isEqualTo(codec);
        assertThat(VideoTag.body(payload)).isEqualTo(body);
        assertThat(VideoTag.compositionMs(payload)).isEqualTo(compositionMs);
        assertThat(VideoTag.isKeyFrame(payload)).isEqualTo(kind == VideoTag.Kind.KEY_FRAME);
        assertThat(VideoTag.isConfiguration(payload)).isEqualTo(kind == VideoTag.Kind.CONFIGURATION);
    }

    @ParameterizedTest
    @CsvSource({
        "AF 00 1210, CONFIGURATION, AAC, 2",
        "AF 01 2110, FRAME, AAC, 2",
        "2F FFFB, FRAME, MP3, 1",
        "B2 AA, FRAME, SPEEX, 1",
        "90 6D703461 1210, CONFIGURATION, AAC, 5",
        "90 4F707573 4F, CONFIGURATION, OPUS, 5",
        "91 4F707573 FC, FRAME, OPUS, 5",
        "92 4F707573, END, OPUS, 5",
        "94 4F707573 01, INFORMATION, OPUS, 5",
        "95 01 4F707573 00 FC, FRAME, OPUS, 7"
    })
    void audioHeadersAreUnderstood(String hex, AudioTag.Kind kind, AudioCodec codec, int body) {
        byte[] payload = bytes(hex);

        assertThat(AudioTag.kind(payload)).isEqualTo(kind);
        assertThat(AudioTag.codec(payload)).isEqualTo(codec);
        assertThat(AudioTag.body(payload)).isEqualTo(body);
        assertThat(AudioTag.isConfiguration(payload)).isEqualTo(kind == AudioTag.Kind.CONFIGURATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "17", "27", "90", "91 6876", "97", "97 FF", "97 FF 00", "96", "AF", "1F", "07", "97 03 00"})
    void whatIsEmptyOrCutShortIsNothing(String hex) {
        byte[] payload = bytes(hex);

        assertThat(VideoTag.kind(payload))
                .isIn(VideoTag.Kind.NOTHING, VideoTag.Kind.INTER_FRAME, VideoTag.Kind.KEY_FRAME);
        assertThat(VideoTag.isConfiguration(payload)).isFalse();
        assertThat(AudioTag.kind(payload)).isEqualTo(AudioTag.Kind.NOTHING);
    }

    @Test
    void anyBytesAreAcceptedAndTheBodyIsInside() {
        Random random = new Random(20);
        for (int i = 0; i < 200_000; i++) {
            byte[] payload = new byte[random.nextInt(14)];
            random.nextBytes(payload);
            if (payload.length > 5 && random.nextBoolean()) {
                byte[] fourCc = {'a', 'v', 'c', '1'};
                System.arraycopy(fourCc, 0, payload, 1, 4);
            }

            String seen = Arrays.toString(payload);
            assertThat(VideoTag.body(payload)).as(seen).isLessThanOrEqualTo(payload.length);
            assertThat(AudioTag.body(payload)).as(seen).isLessThanOrEqualTo(payload.length);
            assertThat(VideoTag.kind(payload)).as(seen).isNotNull();
            assertThat(AudioTag.kind(payload)).as(seen).isNotNull();
            assertThat(VideoTag.compositionMs(payload)).as(seen).isBetween(-(1 << 23), 1 << 23);
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
