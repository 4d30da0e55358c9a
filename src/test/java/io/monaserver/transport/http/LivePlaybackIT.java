package io.monaserver.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.testkit.FakeApplications;
import io.monaserver.testkit.Ffmpeg;
import io.monaserver.testkit.FlvTags;
import io.monaserver.testkit.LivePublisher;
import io.monaserver.testkit.RawSocket;
import io.monaserver.testkit.WebNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivePlaybackIT {

    @TempDir
    static Path folder;

    private static final FakeApplications APPLICATIONS = new FakeApplications(Map.of());
    private static WebNode node;
    private static LivePublisher publisher;
    private static Path sample;

    @BeforeAll
    static void start() throws IOException {
        Ffmpeg.assumeAvailable();
        sample = Ffmpeg.sampleFlv(folder.resolve("sample.flv"), 4);
        Files.createDirectories(folder.resolve("www/app"));
        node = new WebNode(APPLICATIONS.behavior(), folder.resolve("www"), Duration.ofSeconds(2));
        publisher = new LivePublisher(node, "live", sample);
    }

    @AfterAll
    static void stop() {
        publisher.close();
        node.close();
    }

    @Test
    void flvCarriesThePublishersPacketsByteForByte() throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            socket.send("GET /app/live.flv?a=1 HTTP/1.1\r\nHost: h\r\n\r\n");
            RawSocket.Response head = socket.response();
            List<FlvTags.Tag> tags = FlvTags.read(socket.in().readNBytes(60_000));

            assertThat(head.header("content-type")).isEqualTo("video/x-flv");
            assertThat(APPLICATIONS.events).contains("subscribing live {a=1}");
            assertThat(tags.stream().limit(3).map(FlvTags.Tag::type)).containsExactlyInAnyOrder(18, 9, 8);
            for (int type : new int[] {8, 9}) {
                assertThat(hex(tags.stream()
                                .filter(tag -> tag.type() == type)
                                .map(FlvTags.Tag::payload)
                                .toList()))
                        .isSubsetOf(hex(publisher.payloads(type)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"flv", "mp4"})
    void ffmpegPlaysWhatWasPublished(String extension) {
        Set<String> sent = frames(sample.toString(), "10");
        Set<String> received = frames(node.url("/app/live." + extension), "2");

        assertThat(received).hasSizeGreaterThan(80).isSubsetOf(sent);
    }

    @Test
    void transportStreamIsDecodedWithoutAWarning() throws IOException {
        String probe = Ffmpeg.ffmpeg(
                        "-v",
                        "verbose",
                        "-i",
                        node.url("/app/live.ts"),
                        "-t",
                        "2",
                        "-f",
                        "framemd5",
                        "-map",
                        "0:v",
                        "-")
                .orFail()
                .err();

        assertThat(probe)
                .contains("mpegts", "h264", "aac")
                .contains("0 decode errors")
                .doesNotContain("Continuity", "corrupt", "Error");
        assertThat(pictures(node.url("/app/live.ts"), "2"))
                .hasSizeGreaterThan(35)
                .isSubsetOf(pictures(sample.toString(), "10"));
    }

    /** A hash of each picture as it is shown. */
    private static Set<String> pictures(String input, String seconds) {
        return Ffmpeg.ffmpeg("-v", "error", "-i", input, "-t", seconds, "-map", "0:v", "-f", "framemd5", "-")
                .orFail()
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll(" ", "").split(",")[5])
                .collect(Collectors.toSet());
    }

    @Test
    void aPageGetsTheTypeAndThenFragments() throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            assertThat(socket.upgrade("/app/live.mp4").status()).isEqualTo(101);

            assertThat(socket.frame().text()).isEqualTo("[\"__publishing\",\"live\"]");
            String type = socket.frame().text();
            ByteArrayOutputStream mp4 = new ByteArrayOutputStream();
            for (int i = 0; i < 150; i++) {
                RawSocket.Frame frame = nextButPings(socket);
                assertThat(frame.first()).isEqualTo(0x82);
                mp4.write(frame.payload());
            }

            assertThat(type)
                    .matches("\\[\"__media\",\"video/mp4; codecs=\\\\\"avc1\\.[0-9a-f]{6},mp4a\\.40\\.2\\\\\"\"]");
            Path file = Files.write(folder.resolve("page.mp4"), mp4.toByteArray());
            assertThat(frames(file.toString(), "10")).hasSize(149).isSubsetOf(frames(sample.toString(), "10"));
        }
    }

    /** The next frame; a ping, which comes whenever it is due, is answered as a client would. */
    private static RawSocket.Frame nextButPings(RawSocket socket) throws IOException {
        RawSocket.Frame frame = socket.frame();
        while (frame.first() == 0x89) {
            socket.sendFrame(0x8A, frame.payload());
            frame = socket.frame();
        }
        return frame;
    }

    @Test
    void whatNobodyPublishesIsNotFound() throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            assertThat(socket.send("GET /app/nobody.flv HTTP/1.1\r\nHost: h\r\n\r\n")
                            .response()
                            .status())
                    .isEqualTo(404);
            assertThat(socket.send("GET /app/secret.mp4 HTTP/1.1\r\nHost: h\r\n\r\n")
                            .response()
                            .status())
                    .isEqualTo(403);
        }
        try (RawSocket socket = new RawSocket(node.address())) {
            socket.upgrade("/app/nobody.mp4");
            assertThat(socket.frame().closeCode()).isEqualTo(4404);
        }
        await().untilAsserted(() -> assertThat(APPLICATIONS.events).contains("unsubscribed nobody"));
    }

    @Test
    void aLeavingPlayerLeavesTheStream() throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            socket.send("GET /app/live.flv HTTP/1.1\r\nHost: h\r\n\r\n").response();
        }

        await().untilAsserted(() -> assertThat(
                        node.publications().find("live").orElseThrow().listenerCount())
                .isZero());
    }

    @Test
    void aPlayerStaysThroughAChangeOfPublisher() throws IOException {
        LivePublisher first = new LivePublisher(node, "relay", sample);
        try (RawSocket socket = new RawSocket(node.address())) {
            socket.send("GET /app/relay.flv HTTP/1.1\r\nHost: h\r\n\r\n").response();
            byte[] before = socket.in().readNBytes(20_000);
            first.close();
            await().until(() -> !node.publications().find("relay").orElseThrow().isRunning());
            try (LivePublisher second = new LivePublisher(node, "relay", sample)) {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.write(before);
                all.write(socket.in().readNBytes(60_000));

                List<FlvTags.Tag> tags = FlvTags.read(all.toByteArray());
                assertThat(tags).hasSizeGreaterThan(50);
                assertThat(tags).allMatch(tag -> Set.of(8, 9, 18).contains(tag.type()));
                assertThat(second.payloads(9)).isNotEmpty();
            }
        }
    }

    /** Size and hash of each packet that ffmpeg reads. */
    private static Set<String> frames(String input, String seconds) {
        return Ffmpeg.ffmpeg(
                        "-v", "error", "-i", input, "-t", seconds, "-map", "0", "-c", "copy", "-f", "framemd5", "-")
                .orFail()
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll(" ", "").split(","))
                .map(fields -> fields[4] + ":" + fields[5])
                .collect(Collectors.toSet());
    }

    private static List<String> hex(List<byte[]> payloads) {
        return payloads.stream().map(HexFormat.of()::formatHex).toList();
    }
}
