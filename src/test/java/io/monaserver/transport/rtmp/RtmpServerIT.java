package io.monaserver.transport.rtmp;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.codec.amf.AmfEncoder;
import io.monaserver.codec.amf.AmfVersion;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.CloseReason;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Decision;
import io.monaserver.domain.Effect;
import io.monaserver.metrics.Metrics;
import io.monaserver.protocol.rtmp.ClientHandshake;
import io.monaserver.protocol.rtmp.ControlMessage;
import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.protocol.rtmp.RtmpMessage;
import io.monaserver.testkit.DomainFixture;
import io.monaserver.testkit.RtmpClient;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server on loopback, with applications that answer as the tests say. */
class RtmpServerIT {

    private static final DomainFixture DOMAIN = new DomainFixture();
    private static RtmpServer server;

    @BeforeAll
    static void start() throws IOException {
        InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
        server = RtmpServer.start(
                DOMAIN.loops, DOMAIN.sessions, new RtmpServer.Settings(any, Duration.ofSeconds(60), 0), Metrics.NONE);
    }

    @AfterAll
    static void stop() {
        server.close();
        DOMAIN.close();
    }

    @AfterEach
    void acceptAgain() {
        DOMAIN.answer(event -> false);
        await().until(() -> DOMAIN.sessions.openCount() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void connectIsAnsweredInOrder(ClientHandshake.Kind kind) throws IOException {
        try (RtmpClient client = new RtmpClient(server.address(), kind)) {
            client.command(0, "connect", 1, RtmpServerIT::connectObject);

            List<String> answer = client.textsUntil(text -> text.contains("_result"));
            if (kind != ClientHandshake.Kind.ENCRYPTED) {
                assertThat(answer.remove(0)).isEqualTo("1/0@0 003effee");
            }
            assertThat(answer)
                    .containsExactly(
                            "5/0@0 002625a0",
                            "6/0@0 002625a000",
                            "4/0@0 000000000000",
                            "20/0@0 \"_result\" 1 null { level: \"status\" code: \"NetConnection.Connect.Success\""
                                    + " description: \"Connection succeeded\" objectEncoding: 0 end");
        }
    }

    @Test
    void encryptedClientIsToldOfLargeChunksOnlyWhenItPlays() throws IOException {
        try (RtmpClient client = new RtmpClient(server.address(), ClientHandshake.Kind.ENCRYPTED)) {
            client.connect("live", 0);
            client.command(1, "play", 0, values -> {
                values.writeNull();
                values.writeString("chunks");
            });

            assertThat(client.textsUntil(text -> text.contains("Play.Start"))).contains("1/0@0 003effee");
        }
    }

    @Test
    void clientBringsPathQueryAndProperties() throws IOException {
        try (RtmpClient client = new RtmpClient(server.address(), ClientHandshake.Kind.PLAIN)) {
            DOMAIN.events.clear();
            client.connect("live/room?a=007&b", 3);

            var connecting = (ApplicationEvent.Connecting) DOMAIN.events.get(0);
            assertThat(connecting.client().path()).isEqualTo("/live/room");
            assertThat(connecting.client().query()).isEqualTo("a=007&b");
            assertThat(connecting.client().properties())
                    .containsEntry("a", "007")
                    .containsEntry("b", "")
                    .containsEntry("objectEncoding", "3");
            assertThat(connecting.client().format().name()).isEqualTo("AMF3");
            assertThat(connecting.client().protocol()).isEqualTo("RTMP");
        }
    }

    @Test
    void whatOnConnectionReturnedIsPartOfTheAnswer() throws IOException {
        DOMAIN.answer(event -> event instanceof ApplicationEvent.Connecting connecting
                && tell(() -> connecting
                        .reply()
                        .tell(new ConnectOutcome.Accepted(
                                Map.of("id", HexFormat.of().parseHex("110401")), Map.of(), List.of()))));
        try (RtmpClient client = new RtmpClient(server.address(), ClientHandshake.Kind.PLAIN)) {
            assertThat(client.connect("app", 3)).endsWith("objectEncoding: 3 id: 1 end");
        }
    }

    @Test
    void redirectedClientIsToldTheUrlOnTheOtherServer() throws IOException {
        DOMAIN.answer(event -> event instanceof ApplicationEvent.Connecting connecting
                && tell(() -> connecting.reply().tell(new ConnectOutcome.Redirected(List.of("192.0.2.1:1935")))));
        try (RtmpClient client = new RtmpClient(server.address(), ClientHandshake.Kind.PLAIN)) {
            assertThat(client.connect("app", 0))
                    .contains("NetConnection.Connect.Rejected")
                    .endsWith("ex: { code: 302 redirect: \"rtmp://192.0.2.1:1935/app\" end end");
        }
    }

    @Test
    void refusedClientIsToldAndClosed() throws IOException {
        DOMAIN.answer(event -> event instanceof ApplicationEvent.Connecting connecting
                && tell(() -> connecting.reply().tell(new ConnectOutcome.Rejected("you are not Tom!"))));
        try (RtmpClient client = new RtmpClient(server.address(), ClientHandshake.Kind.PLAIN)) {
            assertThat(client.connect("app", 0))
                    .isEqualTo("20/0@0 \"_error\" 1 null { level: \"error\" code: \"NetConnection.Connect.Rejected\""
                            + " description: \"you are not Tom!\" end");
            assertThat(client.textsUntil(text -> false)).containsExactly("20/0@0 \"close\" 0 null", "closed");
        }
    }

    @Test
    void callsAreAnswered() throws IOException {
        byte[] three = HexFormat.of().parseHex("004008000000000000");
        DOMAIN.answer(event -> event instanceof ApplicationEvent.Called called
                && tell(() -> {
                    switch (called.name()) {
                        case "three" ->
                            called.reply()
                                    .tell(new CallOutcome.Done(List.of(
                                            new Effect.Message(three),
                                            new Effect.Invocation("f", three),
                                            new Effect.Message(three))));
                        case "none" -> called.reply().tell(new CallOutcome.Done(List.of()));
                        default -> called.reply().tell(new CallOutcome.Failed("my error", List.of()));
                    }
                }));
        try (RtmpClient client = RtmpClient.connect(server.address(), "app")) {
            client.command(0, "three", 5);
            client.command(0, "none", 6);
            client.command(0, "none", 0);
            client.command(0, "boom", 7);
            client.command(0, "releaseStream", 8, "x");

            List<String> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                answers.add(client.awaitText(text -> true));
            }
            assertThat(answers)
                    .containsExactlyInAnyOrder(
                            "20/0@0 \"_result\" 5 null 3",
                            "20/0@0 \"f\" 0 null 3",
                            "20/0@0 \"_result\" 0 null 3",
                            "20/0@0 \"_result\" 6 null null",
                            "20/0@0 \"_error\" 7 null { level: \"error\" code: \"NetConnection.Call.Failed\""
                                    + " description: \"my error\" end",
                            "20/0@0 \"_result\" 8 null null");
        }
    }

    @Test
    void streamGoesFromPublisherToPlayer() throws IOException {
        try (RtmpClient publisher = RtmpClient.connect(server.address(), "app");
                RtmpClient player = RtmpClient.connect(server.address(), "")) {
            player.command(0, "createStream", 2);
            player.command(1, "play", 3, "live?x=1");
            assertThat(player.textsUntil(text -> text.contains("SampleAccess")))
                    .containsExactly(
                            "20/0@0 \"_result\" 2 null 1",
                            "4/0@0 000000000001",
                            status(3, "NetStream.Play.Reset", "Playing and resetting live"),
                            status(0, "NetStream.Play.Start", "Started playing live"),
                            "18/1@0 \"|RtmpSampleAccess\" true true");

            publisher.command(0, "createStream", 2);
            publisher.command(1, "publish", 3, "live?key=1", "live");
            assertThat(publisher.textsUntil(text -> text.contains("Publish")))
                    .containsExactly(
                            "20/0@0 \"_result\" 2 null 1",
                            status(3, "NetStream.Publish.Start", "live is now published"));
            send(publisher, MessageType.DATA_AMF0, 0, metadata());
            send(publisher, MessageType.AUDIO, 0, "af001210");
            send(publisher, MessageType.VIDEO, 0, "170000000001640014");
            send(publisher, MessageType.VIDEO, 1000, "2701000000ee");
            send(publisher, MessageType.VIDEO, 1040, "1701000000dd");
            send(publisher, MessageType.AUDIO, 1045, "af01aa");
            send(publisher, MessageType.VIDEO, 1080, "2701000000ee");
            publisher.command(1, "closeStream", 0);
            assertThat(publisher.awaitText(text -> text.contains("onStatus")))
                    .isEqualTo(status(0, "NetStream.Unpublish.Success", "live is now unpublished"));

            assertThat(player.textsUntil(text -> text.contains("Unpublish")))
                    .containsExactly(
                            status(0, "NetStream.Play.PublishNotify", "live is now published"),
                            "18/1@0 \"onMetaData\" keyed0[ width: 320 end",
                            "8/1@0 af001210",
                            "9/1@0 170000000001640014",
                            "9/1@1040 1701000000dd",
                            "8/1@1045 af01aa",
                            "9/1@1080 2701000000ee",
                            status(0, "NetStream.Play.UnpublishNotify", "live is now unpublished"));
            player.command(1, "closeStream", 0);
            assertThat(player.textsUntil(text -> text.startsWith("4/0")))
                    .containsExactly(status(0, "NetStream.Play.Stop", "Stopped playing live"), "4/0@0 000100000001");
        }
    }

    @Test
    void takenNameAndScriptsRefusalHaveTheirCodes() throws IOException {
        DOMAIN.answer(event -> event instanceof ApplicationEvent.Publishing publishing
                && publishing.stream().name().equals("secret")
                && tell(() -> publishing.reply().tell(new Decision.Refused("no rights", List.of()))));
        try (RtmpClient first = RtmpClient.connect(server.address(), "");
                RtmpClient second = RtmpClient.connect(server.address(), "")) {
            first.publish("taken");
            second.command(1, "publish", 4, "taken");
            assertThat(second.awaitText(text -> text.contains("onStatus")))
                    .contains("level: \"error\" code: \"NetStream.Publish.BadName\"")
                    .contains("taken is already publishing");
            second.command(1, "publish", 5, "secret");
            assertThat(second.awaitText(text -> text.contains("onStatus")))
                    .contains("level: \"error\" code: \"NetStream.Publish.Failed\" description: \"no rights\"");
            second.command(1, "publish", 6, "rec", "record");
            assertThat(second.awaitText(text -> text.contains("onStatus"))).contains("NetStream.Record.NoAccess");
        }
    }

    @Test
    void commandsWaitWhileAnAnswerIsAwaited() throws IOException {
        DOMAIN.answer(event -> event instanceof ApplicationEvent.Connecting);
        try (RtmpClient client = new RtmpClient(server.address(), ClientHandshake.Kind.PLAIN)) {
            DOMAIN.events.clear();
            client.command(0, "connect", 1, RtmpServerIT::connectObject);
            client.command(0, "createStream", 2);
            client.command(0, "hello", 3);
            await().until(() -> DOMAIN.events.size() == 1);
            ((ApplicationEvent.Connecting) DOMAIN.events.get(0))
                    .reply()
                    .tell(new ConnectOutcome.Accepted(Map.of(), Map.of(), List.of()));

            List<String> texts = client.textsUntil(text -> text.contains("_error"));
            assertThat(texts.subList(4, 7))
                    .satisfiesExactly(
                            text -> assertThat(text).contains("Connect.Success"),
                            text -> assertThat(text).isEqualTo("20/0@0 \"_result\" 2 null 1"),
                            text -> assertThat(text).contains("Method 'hello' not found"));
        }
    }

    @Test
    void pauseAndMuteAndSeekAreAnswered() throws IOException {
        try (RtmpClient player = RtmpClient.connect(server.address(), "")) {
            player.play("paused");
            player.command(1, "pause", 4, values -> values.writeNull());
            player.command(1, "pause", 5, pause(false));
            player.command(1, "seek", 6, values -> {
                values.writeNull();
                values.writeNumber(100);
            });
            player.command(1, "receiveAudio", 0, pause(false));
            player.command(1, "receiveVideo", 0, pause(false));
            player.command(0, "getStreamLength", 7, "paused");

            assertThat(player.textsUntil(text -> text.contains("_result")))
                    .satisfiesExactly(
                            text -> assertThat(text).contains("NetStream.Pause.Notify"),
                            text -> assertThat(text).isEqualTo("4/0@0 000000000001"),
                            text -> assertThat(text).contains("NetStream.Unpause.Notify"),
                            text -> assertThat(text).isEqualTo("4/0@0 000000000001"),
                            text -> assertThat(text).contains("NetStream.Seek.Notify"),
                            text -> assertThat(text).isEqualTo("20/0@0 \"_result\" 7 null 0"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c5", // a chunk that continues nothing
                "03000000ffffff1400000000", // a message beyond the limit
                "02000000000004010000000000000000", // chunks of no size
                "030000000000011400000000ff", // a command that is none
                "03000000000004140000000002ffff00",
                "030000000000061400000000020001660005ff", // arguments that end too early
                "0300000000000814010001000200057061757365", // a stream beyond the last
            })
    void malformedInputClosesThatConnectionOnly(String hex) throws IOException {
        try (RtmpClient other = RtmpClient.connect(server.address(), "");
                RtmpClient client = RtmpClient.connect(server.address(), "")) {
            client.write(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));

            assertThat(client.awaitText(text -> false)).isEqualTo("closed");
            other.command(0, "createStream", 2);
            assertThat(other.awaitText(text -> true)).contains("_result");
        }
    }

    @Test
    void silentClientIsPingedThenClosed() throws IOException {
        InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
        var settings = new RtmpServer.Settings(any, Duration.ofMillis(600), 0);
        try (RtmpServer impatient = RtmpServer.start(DOMAIN.loops, DOMAIN.sessions, settings, Metrics.NONE);
                RtmpClient mute = new RtmpClient(impatient.address(), ClientHandshake.Kind.PLAIN);
                RtmpClient client = RtmpClient.connect(impatient.address(), "")) {
            assertThat(client.textsUntil(text -> false))
                    .first(as(InstanceOfAssertFactories.STRING))
                    .startsWith("4/0@0 0006");
            assertThat(mute.awaitText(text -> false)).isEqualTo("closed");
        }
    }

    @Test
    void serverThatStopsTellsItsClients() throws IOException {
        try (RtmpClient client = RtmpClient.connect(server.address(), "")) {
            DOMAIN.sessions.closeAll(new CloseReason(CloseReason.Kind.SERVER_STOPS, "server stops"));

            assertThat(client.textsUntil(text -> false))
                    .satisfiesExactly(
                            text -> assertThat(text).contains("NetConnection.Connect.AppShutdown"),
                            text -> assertThat(text).contains("\"close\""),
                            text -> assertThat(text).isEqualTo("closed"));
        }
    }

    @Test
    void callsBeyondTheCreditWaitUnread() throws IOException {
        DOMAIN.answer(event -> event instanceof ApplicationEvent.Called);
        try (RtmpClient client = RtmpClient.connect(server.address(), "")) {
            DOMAIN.events.clear();
            String text = "x".repeat(60_000);
            for (int i = 0; i < 60; i++) {
                client.command(0, "f", 10 + i, text);
            }
            await().until(() -> DOMAIN.events.size() == 18);
            await().during(Duration.ofMillis(200)).until(() -> DOMAIN.events.size() == 18);
            DOMAIN.answer(event -> false);
            for (ApplicationEvent event : List.copyOf(DOMAIN.events)) {
                ((ApplicationEvent.Called) event).reply().tell(new CallOutcome.Done(List.of()));
            }

            assertThat(client.awaitText(answer -> answer.contains("\"_error\" 69")))
                    .contains("not found");
        }
    }

    @Test
    void wrongHandshakeIsClosed() throws IOException {
        try (java.net.Socket socket = new java.net.Socket()) {
            socket.connect(server.address());
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void pingIsAnsweredAndBytesAreAcknowledged() throws IOException {
        try (RtmpClient client = RtmpClient.connect(server.address(), "")) {
            client.send(
                    2,
                    new RtmpMessage(
                            MessageType.USER_CONTROL, 0, 0, HexFormat.of().parseHex("000600000005")));
            assertThat(client.awaitText(text -> true)).isEqualTo("4/0@0 000700000005");

            client.send(2, ControlMessage.windowAckSize(10_000));
            client.send(3, new RtmpMessage(MessageType.AUDIO, 9, 0, new byte[20_000]));
            assertThat(client.awaitText(text -> text.startsWith("3/"))).startsWith("3/0@0 0000");
        }
    }

    @Test
    void publishingAndPlayingOnOneConnectionWorks() throws IOException {
        try (RtmpClient client = RtmpClient.connect(server.address(), "")) {
            client.publish("self");
            client.command(0, "createStream", 4);
            client.command(2, "play", 5, "self");
            client.awaitText(text -> text.contains("SampleAccess"));
            send(client, MessageType.VIDEO, 5, "1701000000dd");

            assertThat(client.awaitText(text -> text.startsWith("9/"))).isEqualTo("9/2@0 1701000000dd");
        }
    }

    private static void connectObject(AmfEncoder values) {
        values.beginObject("");
        values.writeKey("app");
        values.writeString("live");
        values.writeKey("tcUrl");
        values.writeString("rtmp://127.0.0.1/live");
        values.end();
    }

    private static Consumer<AmfEncoder> pause(boolean paused) {
        return values -> {
            values.writeNull();
            values.writeBoolean(paused);
        };
    }

    private static String metadata() {
        AmfEncoder values = new AmfEncoder(AmfVersion.AMF0);
        values.writeString("@setDataFrame");
        values.writeString("onMetaData");
        values.beginArray(0, true);
        values.writeKey("width");
        values.writeNumber(320);
        values.end();
        return HexFormat.of().formatHex(values.toBytes());
    }

    private static void send(RtmpClient client, int type, long time, String hex) {
        client.send(4, new RtmpMessage(type, 1, time, HexFormat.of().parseHex(hex)));
    }

    private static String status(int transaction, String code, String description) {
        return "20/1@0 \"onStatus\" " + transaction + " null { level: \"status\" code: \"" + code + "\" description: \""
                + description + "\" end";
    }

    private static boolean tell(Runnable answer) {
        answer.run();
        return true;
    }
}
