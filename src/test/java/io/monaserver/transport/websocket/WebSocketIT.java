package io.monaserver.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.domain.Effect;
import io.monaserver.testkit.FakeApplications;
import io.monaserver.testkit.RawSocket;
import io.monaserver.testkit.Values;
import io.monaserver.testkit.WebNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketIT {

    @TempDir
    static Path folder;

    private static final FakeApplications APPLICATIONS = new FakeApplications(Map.of(
            "add", (client, arguments, effects) -> new Object[] {(double) arguments.get(0) + (double) arguments.get(1)},
            "echo", (client, arguments, effects) -> arguments.toArray(),
            "boom",
                    (client, arguments, effects) -> {
                        throw new FakeApplications.Refusal("my error");
                    },
            "raw",
                    (client, arguments, effects) -> {
                        effects.add(new Effect.Raw("raw body".getBytes(StandardCharsets.UTF_8)));
                        return new Object[0];
                    },
            "invite",
                    (client, arguments, effects) -> {
                        effects.add(new Effect.Invocation("call\"me", Values.write(client.format(), 1)));
                        effects.add(new Effect.Invocation("bare", Values.write(client.format())));
                        return new Object[] {"ret"};
                    },
            "leave",
                    (client, arguments, effects) -> {
                        effects.add(new Effect.Close(3500));
                        return new Object[0];
                    },
            "onMessage",
                    (client, arguments, effects) -> {
                        arguments.add(0, "onMessage");
                        return arguments.toArray();
                    }));

    private static WebNode node;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(folder.resolve("www/http"));
        node = new WebNode(APPLICATIONS.behavior(), folder.resolve("www"), Duration.ofSeconds(120));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void forget() {
        await().until(() -> APPLICATIONS.clients.isEmpty());
        APPLICATIONS.parameters = Map.of();
        APPLICATIONS.events.clear();
    }

    @Test
    void theUpgradeProvesThatItWasUnderstood() throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            RawSocket.Response answer = socket.upgrade("/http/?a=1");

            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.header("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(APPLICATIONS.events).contains("connected /http [{a=1.0}]");
        }
        await().untilAsserted(() -> assertThat(APPLICATIONS.events).contains("disconnected /http"));
    }

    @ParameterizedTest
    @CsvSource({
        "/http, 101, /http",
        "/http/, 101, /http",
        "/http/static.txt, 101, /http",
        "/nopeapp/, 404, ''",
        "/%zz, 400, ''"
    })
    void theFolderIsTheApplication(String path, int status, String application) throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            assertThat(socket.upgrade(path).status()).isEqualTo(status);
            assertThat(APPLICATIONS.clients).allMatch(client -> client.path().equals(application));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-WebSocket-Version: 13, 400",
        "Sec-WebSocket-Key: short, 400",
        "Sec-WebSocket-Key:, 400",
        "'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 8', 426"
    })
    void aBadHandshakeIsRefused(String header, int status) throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            socket.send("GET /http/ HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + header
                    + "\r\n\r\n");

            assertThat(socket.response().status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"add\",1,2] | 129 | [3]",
                "[\"echo\",\"é日\"] | 129 | [\"é日\"]",
                "{\"a\":1} | 129 | [\"onMessage\",{\"a\":1}]",
                "[[\"add\",1]] | 129 | [\"onMessage\",[\"add\",1]]",
                "[null,1] | 129 | [\"onMessage\",null,1]",
                "hello | 130 | onMessagehello",
                "[1 | 130 | onMessage[1",
                "[\"raw\"] | 130 | raw body"
            })
    void textIsACallOrAMessage(String text, int first, String answer) throws IOException {
        try (RawSocket socket = connected()) {
            RawSocket.Frame frame = socket.sendText(text).frame();

            assertThat(frame.text()).isEqualTo(answer);
            assertThat(frame.first()).isEqualTo(first);
        }
    }

    @Test
    void binaryIsAMessageAndAnsweredInBinary() throws IOException {
        try (RawSocket socket = connected()) {
            RawSocket.Frame frame = socket.sendFrame(0x82, "[\"add\",1,2]".getBytes(StandardCharsets.UTF_8))
                    .frame();

            assertThat(frame.first()).isEqualTo(0x82);
            assertThat(frame.text()).isEqualTo("onMessage[\"add\",1,2]");
        }
    }

    @Test
    void anErrorKeepsTheConnection() throws IOException {
        try (RawSocket socket = connected()) {
            assertThat(socket.sendText("[\"boom\"]").frame().text())
                    .isEqualTo("[\"onStatus\",{\"level\":\"error\",\"code\":\"NetConnection.Call.Failed\","
                            + "\"description\":\"my error\"}]");
            assertThat(socket.sendText("[\"nope\"]").frame().text()).contains("Method 'nope' not found");
            assertThat(socket.sendText("[\"add\",1,2]").frame().text()).isEqualTo("[3]");
        }
    }

    @Test
    void callsOfTheClientsFunctionsComeBeforeTheResult() throws IOException {
        try (RawSocket socket = connected()) {
            socket.sendText("[\"invite\"]");

            assertThat(socket.frame().text()).isEqualTo("[\"call\\\"me\",1]");
            assertThat(socket.frame().text()).isEqualTo("[\"bare\"]");
            assertThat(socket.frame().text()).isEqualTo("[\"ret\"]");
        }
    }

    @Test
    void scriptsPushWhenTheyLike() throws IOException {
        try (RawSocket socket = connected()) {
            var client = APPLICATIONS.clients.get(0);
            client.send(List.of(new Effect.Invocation("news", Values.write(client.format(), "a", 1))));

            assertThat(socket.frame().text()).isEqualTo("[\"news\",\"a\",1]");
        }
    }

    @Test
    void fragmentsAreOneMessageAndControlFramesMayComeBetween() throws IOException {
        try (RawSocket socket = connected()) {
            socket.sendFrame(0x01, "[\"add\"".getBytes(StandardCharsets.UTF_8))
                    .sendFrame(0x89, "ping".getBytes(StandardCharsets.UTF_8))
                    .sendFrame(0x00, ",1".getBytes(StandardCharsets.UTF_8))
                    .sendFrame(0x80, ",2]".getBytes(StandardCharsets.UTF_8));

            RawSocket.Frame pong = socket.frame();
            assertThat(pong.first()).isEqualTo(0x8A);
            assertThat(pong.text()).isEqualTo("ping");
            assertThat(socket.frame().text()).isEqualTo("[3]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "83810102030479, 1002",
        "C1810102030479, 1002",
        "80810102030479, 1002",
        "0101010203040181010203045b, 1002",
        "0981010203045b, 1002",
        "89FE007E01020304, 1002",
        "8181010203045b8B80, 1002",
        "8182010203040081, 1007",
        "8881010203045b, 1002",
        "81FF00000000000FFFFF, 0",
        "81FF0000000010000000, 1009"
    })
    void whatBreaksTheProtocolIsToldByItsCode(String hex, int code) throws IOException {
        try (RawSocket socket = connected()) {
            socket.send(HexFormat.of().parseHex(hex));
            if (code == 0) {
                return;
            }

            RawSocket.Frame frame = socket.frame();
            while (frame.first() != 0x88) {
                frame = socket.frame();
            }
            assertThat(frame.closeCode()).isEqualTo(code);
            assertThat(socket.isClosedByServer()).isTrue();
        }
    }

    @Test
    void fragmentsMayNotAddUpToTooMuch() throws IOException {
        try (RawSocket socket = connected()) {
            byte[] half = new byte[WebSocketSettings.MOST_BYTES * 2 / 3];
            socket.sendFrame(0x02, half).sendFrame(0x80, half);

            assertThat(socket.frame().closeCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @CsvSource({"88820102030402ea, 1000", "88850102030402eb617d64, 1001", "888001020304, 1000"})
    void aGoodbyeIsAnsweredWithItsCode(String hex, int code) throws IOException {
        try (RawSocket socket = connected()) {
            socket.send(HexFormat.of().parseHex(hex));

            assertThat(socket.frame().closeCode()).isEqualTo(code);
            assertThat(socket.isClosedByServer()).isTrue();
        }
    }

    @Test
    void scriptsAndClientsMayClose() throws IOException {
        try (RawSocket socket = connected()) {
            assertThat(socket.sendText("[\"leave\"]").frame().closeCode()).isEqualTo(3500);
        }
        try (RawSocket socket = connected()) {
            assertThat(socket.sendText("[\"__close\"]").frame().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void aRefusedClientIsToldAfterTheUpgrade() throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            assertThat(socket.upgrade("/reject/").status()).isEqualTo(101);

            RawSocket.Frame frame = socket.frame();
            assertThat(frame.closeCode()).isEqualTo(1008);
            assertThat(frame.text()).endsWith("you are not Tom!");
        }
    }

    @ParameterizedTest
    @CsvSource({"65525, 65535", "65526, 65536", "115, 125", "116, 126"})
    void lengthsAreInTheirShortestForm(int size, int answerSize) throws IOException {
        try (RawSocket socket = connected()) {
            RawSocket.Frame frame = socket.sendText("[\"echo\",\"" + "x".repeat(size + 6) + "\"]")
                    .frame();

            assertThat(frame.payload()).hasSize(answerSize);
        }
    }

    @Test
    void manyCallsAtOnceAreAnsweredInOrder() throws IOException {
        try (RawSocket socket = connected()) {
            for (int i = 0; i < 500; i++) {
                socket.sendText("[\"echo\"," + i + "]");
            }

            for (int i = 0; i < 500; i++) {
                assertThat(socket.frame().text()).isEqualTo("[" + i + "]");
            }
        }
    }

    @Test
    void silenceIsPingedAndThenEndsTheConnection() throws IOException {
        APPLICATIONS.parameters = Map.of("timeout", "1");
        try (RawSocket socket = connected()) {
            RawSocket.Frame ping = socket.frame();
            assertThat(ping.first()).isEqualTo(0x89);
            socket.sendFrame(0x8A, ping.payload());
            await().untilAsserted(() ->
                    assertThat(APPLICATIONS.clients.get(0).pingMs()).isPositive());

            RawSocket.Frame last = socket.frame();
            while (last.first() == 0x89) {
                last = socket.frame();
            }
            assertThat(last.closeCode()).isEqualTo(1001);
        }
    }

    private static RawSocket connected() throws IOException {
        await().until(() -> APPLICATIONS.clients.isEmpty());
        RawSocket socket = new RawSocket(node.address());
        assertThat(socket.upgrade("/http/").status()).isEqualTo(101);
        return socket;
    }
}
