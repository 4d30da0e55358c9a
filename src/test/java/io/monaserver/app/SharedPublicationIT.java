package io.monaserver.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.codec.amf.AmfEncoder;
import io.monaserver.codec.amf.AmfVersion;
import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.protocol.rtmp.RtmpMessage;
import io.monaserver.testkit.Ffmpeg;
import io.monaserver.testkit.FlvTags;
import io.monaserver.testkit.FreePort;
import io.monaserver.testkit.RtmpClient;
import io.monaserver.testkit.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publications of a cluster of processes, as ffmpeg and players see them. */
class SharedPublicationIT {

    private static final int AUDIO = 8;
    private static final int VIDEO = 9;
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static final String PLAIN = "function onConnection(client, ...) end";

    /** A server hands its publications on to the one that it dials, and its second player, too. */
    private static final String CHAIN = """
            players = 0
            function onConnection(client)
              function client:onPublish(publication)
                if next_server then next_server:send("publish", publication.name) end
                function publication:onVideo(time, packet)
                  if next_server then next_server:send("video", publication.name, time, packet) end
                end
                function publication:onAudio(time, packet)
                  if next_server then next_server:send("audio", publication.name, time, packet) end
                end
              end
              function client:onUnpublish(publication)
                if next_server then next_server:send("unpublish", publication.name) end
              end
              function client:onSubscribe(listener)
                if next_server and players >= 1 then error(next_server.host) end
                players = players + 1
              end
              function client:onUnsubscribe(listener) players = players - 1 end
            end
            function onServerConnection(server)
              if server.isTarget then next_server = server return end
              server.copies = {}
              function server:publish(name) self.copies[name] = mona:publish(name) end
              function server:unpublish(name) self.copies[name]:close() self.copies[name] = nil end
              function server:video(name, time, packet) self.copies[name]:pushVideo(time, packet) end
              function server:audio(name, time, packet) self.copies[name]:pushAudio(time, packet) end
            end
            """;

    @TempDir
    private Path dir;

    private final List<Node> nodes = new ArrayList<>();

    private record Node(ServerProcess process, int rtmp, int http, String target) {

        RtmpClient client() throws IOException {
            return RtmpClient.connect(new InetSocketAddress("127.0.0.1", rtmp), "live");
        }

        String rtmpUrl(String name) {
            return "rtmp://127.0.0.1:" + rtmp + "/live/" + name;
        }

        String httpUrl(String name) {
            return "http://127.0.0.1:" + http + "/live/" + name + ".flv";
        }

        String metrics() throws Exception {
            return process.admin("/metrics");
        }
    }

    @BeforeAll
    static void ffmpeg() {
        Ffmpeg.assumeAvailable();
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.process().close());
    }

    @Test
    void whatIsPublishedOnOneServerIsPlayedFromAnotherByteForByte() throws Exception {
        Node first = start();
        Node second = start();
        Path sample = Ffmpeg.sampleFlv(dir.resolve("sample.flv"), 4);
        Path byRtmp = dir.resolve("rtmp.flv");
        Path byHttp = dir.resolve("http.flv");
        Process rtmp = player(second.rtmpUrl("tv"), byRtmp);
        try {
            awaitMetric(second, "monaserver_listeners 1.0");
            Process publisher = publisher(sample, first.rtmpUrl("tv"));
            Process http = player(second.httpUrl("tv"), byHttp);
            assertThat(publisher.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(rtmp.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(http.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            rtmp.destroyForcibly();
        }

        List<FlvTags.Tag> sent = FlvTags.read(Files.readAllBytes(sample));
        for (Path received : List.of(byRtmp, byHttp)) {
            assertSame(sent, FlvTags.read(Files.readAllBytes(received)), AUDIO, 80);
            assertSame(sent, FlvTags.read(Files.readAllBytes(received)), VIDEO, 50);
        }
    }

    @Test
    void playersStayWhenTheOwnerIsKilledAndFollowThePublisherToAnotherServer() throws Exception {
        Node first = start();
        Node second = start();
        Node third = start();
        RtmpClient publisher = first.client();
        publisher.publish("tv");
        RtmpClient player = second.client();
        player.play("tv");
        assertThat(player.awaitText(text -> text.contains("Notify"))).contains("Play.PublishNotify");

        first.process().kill();
        assertThat(player.awaitText(text -> text.contains("Notify"))).contains("Play.UnpublishNotify");

        publishWhenFree(third, "tv");
        assertThat(player.awaitText(text -> text.contains("Notify"))).contains("Play.PublishNotify");
    }

    @Test
    void metadataThatIsTakenBackIsGoneForLatePlayersOfAnotherServer() throws Exception {
        Node first = start();
        Node second = start();
        RtmpClient publisher = first.client();
        publisher.publish("tv");
        RtmpClient early = second.client();
        early.play("tv");
        early.awaitText(text -> text.contains("Play.PublishNotify"));

        // Metadata has its place in time with the first packet.
        data(publisher, "@setDataFrame", "onMetaData", "channel one");
        data(publisher, "begin");
        assertThat(early.awaitText(text -> text.contains("onMetaData"))).contains("channel one");
        data(publisher, "@clearDataFrame", "onMetaData");
        data(publisher, "cleared");
        early.awaitText(text -> text.contains("\"cleared\""));

        RtmpClient late = second.client();
        late.play("tv");
        late.awaitText(text -> text.contains("Play.PublishNotify"));
        awaitMetric(second, "monaserver_listeners 2.0");
        data(publisher, "end");
        assertThat(late.textsUntil(text -> text.contains("\"end\"")))
                .noneMatch(text -> text.contains("onMetaData"))
                .last()
                .asString()
                .contains("\"end\"");
    }

    @Test
    void secondPublisherOfANameIsRefusedOnEveryServer() throws Exception {
        Node first = start();
        Node second = start();
        first.client().publish("tv");

        await().atMost(LIMIT).untilAsserted(() -> {
            try (RtmpClient other = second.client()) {
                other.command(0, "createStream", 2);
                other.command(1, "publish", 3, "tv", "live");
                assertThat(other.awaitText(text -> text.contains("onStatus")))
                        .contains("NetStream.Publish.BadName", "tv is already publishing");
            }
        });
    }

    /** The documented publication chain and overflow: its copies are never flushed, and hide the built-in relay. */
    @Test
    void scriptsHandPublicationsAndPlayersToTheNextServer() throws Exception {
        Node next = start(CHAIN);
        Node first = start(CHAIN);
        Path sample = Ffmpeg.sampleFlv(dir.resolve("sample.flv"), 4);
        Path copy = dir.resolve("copy.flv");
        Process player = player(next.rtmpUrl("tv"), copy);
        awaitMetric(next, "monaserver_listeners 1.0");
        RtmpClient staying = first.client();
        staying.play("tv");

        Process publisher = publisher(sample, first.rtmpUrl("tv"));
        RtmpClient refused = first.client();
        refused.command(0, "createStream", 2);
        refused.command(1, "play", 3, "tv");

        assertThat(refused.awaitText(text -> text.contains("onStatus"))).contains("Play.Failed", "127.0.0.1");
        assertThat(publisher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(player.waitFor(30, TimeUnit.SECONDS)).isTrue();
        List<FlvTags.Tag> sent = FlvTags.read(Files.readAllBytes(sample));
        List<FlvTags.Tag> received = FlvTags.read(Files.readAllBytes(copy));
        assertSame(sent, received, AUDIO, 80);
        assertSame(sent, received, VIDEO, 50);
    }

    @Test
    void olderPublisherStaysWhenServersMeetAgain() throws Exception {
        Node first = start();
        Node second = start();
        RtmpClient older = first.client();
        older.publish("tv");
        first.process().signal("STOP");
        awaitMetric(second, "monaserver_servers 0.0");
        RtmpClient younger = second.client();
        younger.publish("tv");

        first.process().signal("CONT");

        assertThat(younger.awaitText(text -> text.contains("onStatus"))).contains("NetStream.Publish.BadName");
        RtmpClient player = second.client();
        player.play("tv");
        assertThat(player.awaitText(text -> text.contains("Notify"))).contains("Play.PublishNotify");
    }

    /** Tries again as an encoder does: a server that has not yet missed the dead one still refuses the name. */
    private static void publishWhenFree(Node node, String name) {
        await().atMost(LIMIT).until(() -> {
            RtmpClient publisher = node.client();
            boolean started = publisher.publish(name).contains("Publish.Start");
            if (!started) {
                publisher.close();
            }
            return started;
        });
    }

    /** Knows those that were started before, and is known to them. */
    private Node start() throws Exception {
        return start(PLAIN);
    }

    private Node start(String application) throws Exception {
        int rtmp = FreePort.next();
        int http = FreePort.next();
        int port = FreePort.next();
        List<String> settings = new ArrayList<>(List.of(
                "host=127.0.0.1",
                "admin.port=" + FreePort.next(),
                "RTMP.port=" + rtmp,
                "HTTP.port=" + http,
                "RTMFP.port=0",
                "servers.port=" + port,
                "cluster.unreachableAfter=2",
                "cluster.retry=1"));
        if (!nodes.isEmpty()) {
            settings.add("servers.targets="
                    + String.join(";", nodes.stream().map(Node::target).toList()));
        }
        Path folder = Files.createDirectories(dir.resolve("node" + nodes.size()));
        Files.writeString(Files.createDirectories(folder.resolve("www/live")).resolve("main.lua"), application);
        ServerProcess process = ServerProcess.start(
                folder,
                settings.stream()
                        .flatMap(setting -> Stream.of("--set", setting))
                        .toArray(String[]::new));
        Node node = new Node(process, rtmp, http, "127.0.0.1:" + port);
        nodes.add(node);
        process.awaitReady();
        for (Node known : nodes) {
            awaitMetric(known, "monaserver_servers " + (nodes.size() - 1) + ".0");
        }
        return node;
    }

    private static void data(RtmpClient publisher, String... texts) {
        AmfEncoder body = new AmfEncoder(AmfVersion.AMF0);
        for (String text : texts) {
            body.writeString(text);
        }
        publisher.send(5, new RtmpMessage(MessageType.DATA_AMF0, 1, 0, body.toBytes()));
    }

    private static void awaitMetric(Node node, String line) {
        await().atMost(LIMIT).until(() -> node.metrics().contains(line));
    }

    private Process publisher(Path sample, String url) {
        return Ffmpeg.start(
                dir.resolve("publisher.log"), "-re", "-i", sample.toString(), "-c", "copy", "-f", "flv", url);
    }

    private Process player(String url, Path out) {
        return Ffmpeg.start(
                dir.resolve(out.getFileName() + ".log"),
                "-v",
                "verbose",
                "-y",
                "-i",
                url,
                "-t",
                "2.5",
                "-c",
                "copy",
                "-copyts",
                "-f",
                "flv",
                out.toString());
    }

    /**
     * The player's packets are those of the sender without a gap, at the same distances; the relay may have begun with
     * the first key frame, not with the sound before it.
     */
    private static void assertSame(List<FlvTags.Tag> sent, List<FlvTags.Tag> got, int type, int atLeast) {
        List<FlvTags.Tag> gotOfType = ofType(got, type);
        List<FlvTags.Tag> received = gotOfType.subList(1, gotOfType.size() - 1);
        List<String> payloads = payloads(sent, type);
        int first = payloads.indexOf(Arrays.toString(received.get(0).payload()));
        assertThat(received).hasSizeGreaterThan(atLeast);
        assertThat(first).isBetween(1, 4);
        assertThat(payloads.subList(first, first + received.size())).isEqualTo(payloads(received, type));
        List<FlvTags.Tag> originals = ofType(sent, type).subList(first, first + received.size());
        for (int i = 0; i < received.size(); i++) {
            assertThat(received.get(i).timeMs() - received.get(0).timeMs())
                    .as("time of packet %d", i)
                    .isEqualTo(originals.get(i).timeMs() - originals.get(0).timeMs());
        }
    }

    private static List<FlvTags.Tag> ofType(List<FlvTags.Tag> tags, int type) {
        return tags.stream().filter(tag -> tag.type() == type).toList();
    }

    private static List<String> payloads(List<FlvTags.Tag> tags, int type) {
        return ofType(tags, type).stream()
                .map(tag -> Arrays.toString(tag.payload()))
                .toList();
    }
}
