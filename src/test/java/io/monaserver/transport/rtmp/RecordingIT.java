package io.monaserver.transport.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.codec.amf.Amf0Format;
import io.monaserver.metrics.Metrics;
import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.protocol.rtmp.RtmpMessage;
import io.monaserver.testkit.DomainFixture;
import io.monaserver.testkit.Ffmpeg;
import io.monaserver.testkit.FlvTags;
import io.monaserver.testkit.RtmpClient;
import io.monaserver.testkit.TextWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishers that want to be recorded, and what a foreign program finds in the files. */
class RecordingIT {

    @TempDir
    static Path folder;

    private static DomainFixture domain;
    private static RtmpServer server;
    private static List<FlvTags.Tag> sample;

    @BeforeAll
    static void start() throws IOException {
        Ffmpeg.assumeAvailable();
        sample = FlvTags.read(Files.readAllBytes(Ffmpeg.sampleFlv(folder.resolve("sample.flv"), 4)));
        Files.createDirectories(folder.resolve("www/app"));
        domain = new DomainFixture(folder.resolve("www"));
        server = RtmpServer.start(
                domain.loops,
                domain.sessions,
                new RtmpServer.Settings(new InetSocketAddress("127.0.0.1", 0), Duration.ofSeconds(60), 0),
                Metrics.NONE);
    }

    @AfterAll
    static void stop() {
        server.close();
        domain.close();
    }

    @Test
    void recordIsCompleteWhenThePublisherLeaves() throws IOException {
        try (RtmpClient client = RtmpClient.connect(server.address(), "app")) {
            publish(client, "show", "record");
            send(client);
            client.command(1, "closeStream", 0);
            assertThat(client.awaitText(text -> text.contains("Record.Stop"))).contains("no longer recorded");
        }

        Path file = folder.resolve("www/app/show.flv");
        assertThat(awaitDuration(file)).isBetween(3.5, 4.5);
        assertThat(Ffmpeg.ffmpeg("-v", "warning", "-xerror", "-i", file.toString(), "-f", "null", "-")
                        .orFail()
                        .err())
                .isEmpty();
        assertThat(seek(file, "2")).isGreaterThan(0);
    }

    @Test
    void appendMakesTheFileLonger() throws IOException {
        for (int i = 0; i < 2; i++) {
            // The second publisher leaves without a word.
            try (RtmpClient client = RtmpClient.connect(server.address(), "app")) {
                publish(client, "longer", "append");
                send(client);
                client.command(0, "createStream", 9);
                client.awaitText(text -> text.contains("\"_result\" 9"));
            }
            await().until(() -> domain.sessions.openCount() == 0);
        }

        Path file = folder.resolve("www/app/longer.flv");
        await().untilAsserted(() -> assertThat(duration(file)).isBetween(7.5, 8.5));
        assertThat(Ffmpeg.ffmpeg("-v", "warning", "-xerror", "-i", file.toString(), "-f", "null", "-")
                        .orFail()
                        .err())
                .isEmpty();
    }

    @Test
    void missingFolderIsToldAndThePublicationGoesOn() throws IOException {
        try (RtmpClient client = RtmpClient.connect(server.address(), "app")) {
            client.command(0, "createStream", 2);
            client.awaitText(text -> text.contains("\"_result\" 2"));
            client.command(1, "publish", 3, "none/show", "record");
            String all = String.join("\n", client.textsUntil(text -> text.contains("Record.Failed")));

            assertThat(all).contains("NetStream.Publish.Start").contains("no such folder");
            assertThat(domain.publications.find("none/show").orElseThrow().isRunning())
                    .isTrue();
        }
    }

    @Test
    void nameThatLeavesTheFolderIsRefused() throws IOException {
        try (RtmpClient client = RtmpClient.connect(server.address(), "app")) {
            client.command(0, "createStream", 2);
            client.awaitText(text -> text.contains("\"_result\" 2"));
            client.command(1, "publish", 3, "../show", "record");

            assertThat(client.awaitText(text -> text.contains("onStatus"))).contains("NetStream.Record.NoAccess");
            assertThat(domain.publications.find("../show")).isEmpty();
        }
    }

    private static void publish(RtmpClient client, String name, String mode) {
        client.command(0, "createStream", 2);
        client.awaitText(text -> text.contains("\"_result\" 2"));
        client.command(1, "publish", 3, name, mode);
        client.awaitText(text -> text.contains("Record.Start"));
    }

    private static void send(RtmpClient client) {
        for (FlvTags.Tag tag : sample) {
            int type = tag.type() == 8 ? MessageType.AUDIO : MessageType.VIDEO;
            if (tag.type() != 18) {
                client.send(4 + tag.type() % 2, new RtmpMessage(type, 1, tag.timeMs(), tag.payload()));
            }
        }
    }

    private static double awaitDuration(Path file) throws IOException {
        await().until(() -> duration(file) > 0.5);
        return duration(file);
    }

    /** What the file itself says. */
    private static double duration(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        FlvTags.Tag tag = FlvTags.read(Files.readAllBytes(file)).get(0);
        String text = TextWriter.read(Amf0Format.INSTANCE.newReader(tag.payload()));
        return Double.parseDouble(text.replaceAll("(?s).*duration: ([0-9.]+).*", "$1"));
    }

    /** Number of bytes of what comes after a jump. */
    private static int seek(Path file, String seconds) {
        return Ffmpeg.ffmpeg("-v", "error", "-ss", seconds, "-i", file.toString(), "-f", "framemd5", "-")
                .orFail()
                .text()
                .length();
    }
}
