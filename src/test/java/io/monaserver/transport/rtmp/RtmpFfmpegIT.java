package io.monaserver.transport.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.metrics.Metrics;
import io.monaserver.testkit.DomainFixture;
import io.monaserver.testkit.Ffmpeg;
import io.monaserver.testkit.FlvTags;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Foreign publisher, foreign player: what one sends the other gets, byte for byte. */
class RtmpFfmpegIT {

    private static final int AUDIO = 8;
    private static final int VIDEO = 9;

    private static final DomainFixture DOMAIN = new DomainFixture();
    private static RtmpServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        Ffmpeg.assumeAvailable();
        InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
        server = RtmpServer.start(
                DOMAIN.loops, DOMAIN.sessions, new RtmpServer.Settings(any, Duration.ofSeconds(60), 0), Metrics.NONE);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        DOMAIN.close();
    }

    @ParameterizedTest
    @CsvSource({"rtmp, live/, one", "rtmp, /, two", "rtmpe, live/, three", "rtmpe, /, four"})
    void playerGetsWhatThePublisherSent(String scheme, String app, String name) throws Exception {
        Path sample = Ffmpeg.sampleFlv(folder.resolve("sample.flv"), 3);
        Path received = folder.resolve("received.flv");
        String url = "://127.0.0.1:" + server.address().getPort() + "/" + app + name;
        Process player = Ffmpeg.start(
                folder.resolve("player.log"),
                "-v",
                "verbose",
                "-y",
                "-i",
                scheme + url,
                "-t",
                "2.5",
                "-c",
                "copy",
                "-copyts",
                "-f",
                "flv",
                received.toString());
        try {
            await().until(() -> DOMAIN.publications.find(name).isPresent());
            Ffmpeg.ffmpeg("-re", "-i", sample.toString(), "-c", "copy", "-f", "flv", scheme + url)
                    .orFail();
            assertThat(player.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            player.destroyForcibly();
        }

        List<FlvTags.Tag> sent = FlvTags.read(Files.readAllBytes(sample));
        List<FlvTags.Tag> got = FlvTags.read(Files.readAllBytes(received));
        assertSame(sent, got, VIDEO, 50);
        assertSame(sent, got, AUDIO, 80);
    }

    /** The player's packets are the first of the sender's, at the same distances. */
    private static void assertSame(List<FlvTags.Tag> sent, List<FlvTags.Tag> got, int type, int atLeast) {
        List<FlvTags.Tag> sentOfType =
                sent.stream().filter(tag -> tag.type() == type).toList();
        List<FlvTags.Tag> gotOfType =
                got.stream().filter(tag -> tag.type() == type).toList();
        int compared = Math.min(gotOfType.size(), sentOfType.size()) - 1;
        assertThat(compared).isGreaterThan(atLeast);
        for (int i = 0; i < compared; i++) {
            FlvTags.Tag one = sentOfType.get(i);
            FlvTags.Tag other = gotOfType.get(i);
            assertThat(Arrays.equals(one.payload(), other.payload()))
                    .as("packet %d", i)
                    .isTrue();
            assertThat(other.timeMs()).as("time of packet %d", i).isEqualTo(one.timeMs());
        }
    }
}
