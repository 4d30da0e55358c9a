package io.monaserver.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.monaserver.testkit.RawSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the original answered over HTTP and WebSocket, asked of a whole server with the applications that answered then.
 * {@link GoldenDepartures} says where this server answers otherwise, and why.
 */
class GoldenWebIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINK = Pattern.compile("<a href=\"([^?\"]+)\"");

    @TempDir
    static Path folder;

    private static Node node;
    private static InetSocketAddress address;

    @BeforeAll
    static void start() throws Exception {
        address = GoldenApplications.freeAddress();
        node = GoldenApplications.start(
                folder, "http.port=" + address.getPort(), "http.publicationWait=1", "http.timeout=7", "rtmp.port=0");
        Files.createDirectories(folder.resolve("www/http/dir/subdir"));
    }

    @AfterAll
    static void stop() {
        node.stop();
    }

    @TestFactory
    Stream<DynamicTest> http() throws IOException {
        return cases("http.jsonl", this::checkHttp);
    }

    @TestFactory
    Stream<DynamicTest> webSocket() throws IOException {
        return cases("websocket.jsonl", this::checkWebSocket);
    }

    private interface Check {
        void accept(JsonNode recorded) throws IOException;
    }

    private static Stream<DynamicTest> cases(String file, Check check) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(GoldenApplications.FOLDER.resolve(file))) {
            JsonNode recorded = JSON.readTree(line);
            String name = recorded.get("name").asText();
            tests.add(DynamicTest.dynamicTest(name, () -> check.accept(recorded)));
        }
        return tests.stream();
    }

    private void checkHttp(JsonNode recorded) throws IOException {
        List<String> original = StreamSupport.stream(recorded.path("responses").spliterator(), false)
                .map(GoldenWebIT::summary)
                .toList();
        List<String> expected = GoldenDepartures.of(recorded.get("name").asText(), original);
        List<String> actual = new ArrayList<>();
        try (RawSocket socket = new RawSocket(address)) {
            boolean head = false;
            for (JsonNode part : recorded.get("send")) {
                if (!part.isNumber()) {
                    byte[] bytes = part.has("hex")
                            ? HexFormat.of().parseHex(part.get("hex").asText())
                            : part.path("text").asText(part.asText()).getBytes(StandardCharsets.UTF_8);
                    head |= new String(bytes, StandardCharsets.UTF_8).startsWith("HEAD");
                    socket.send(bytes);
                }
            }
            while (actual.size() < expected.size()) {
                actual.add(summary(socket.response(head)));
            }
        }

        assertThat(actual).isNotEmpty().isEqualTo(expected);
    }

    /** Status, type and content; of pages made for people only the names in a listing count. */
    private static String summary(int status, String type, byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.contains("<title>Index of")) {
            text = "listing " + names(text);
        } else if (text.startsWith("<!DOCTYPE")) {
            text = "page";
        } else if (type.contains("amf")) {
            text = HexFormat.of().formatHex(content);
        }
        return (status + " " + type + " " + text).replaceAll(" +$", "");
    }

    /** The last parts of the links, in order. */
    private static String names(String listing) {
        return LINK.matcher(listing)
                .results()
                .map(link -> link.group(1).replaceAll("/$", "").replaceAll(".*/", ""))
                .filter(name -> !name.equals(".."))
                .collect(Collectors.joining(" "));
    }

    private static String summary(RawSocket.Response response) {
        return summary(response.status(), response.header("content-type"), response.body());
    }

    private static String summary(JsonNode response) {
        String type = "";
        for (JsonNode header : response.get("headers")) {
            if (header.get(0).asText().equals("Content-Type")) {
                type = header.get(1).asText();
            }
        }
        int status = Integer.parseInt(response.get("status").asText().split(" ")[1]);
        return summary(status, GoldenDepartures.type(type), content(response.path("body")));
    }

    private static byte[] content(JsonNode value) {
        return value.has("hex")
                ? HexFormat.of().parseHex(value.get("hex").asText())
                : value.path("text").asText().getBytes(StandardCharsets.UTF_8);
    }

    private void checkWebSocket(JsonNode recorded) throws IOException {
        if (recorded.has("request")) {
            checkHandshake(recorded);
            return;
        }
        if (recorded.get("name").asText().startsWith("pubsub/")) {
            checkStreams(recorded);
            return;
        }
        List<String> original = new ArrayList<>();
        for (JsonNode step : recorded.get("exchange")) {
            step.get("frames").forEach(frame -> original.add(frame(frame)));
        }
        List<String> expected = GoldenDepartures.of(recorded.get("name").asText(), original);
        List<String> actual = new ArrayList<>();
        try (RawSocket socket = new RawSocket(address)) {
            socket.send("GET " + recorded.get("path").asText() + " HTTP/1.1\r\nHost: 127.0.0.1:8081\r\n"
                    + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            assertThat(socket.response().status()).isEqualTo(101);
            for (JsonNode step : recorded.get("exchange")) {
                send(step.get("send_hex"), socket);
            }
            while (actual.size() < expected.size()) {
                RawSocket.Frame frame = socket.frame();
                actual.add(frame(frame.first() & 0xF, frame.payload()));
            }
        }

        assertThat(actual).isEqualTo(expected);
    }

    /** Two clients, one that publishes and one that plays. */
    private static void checkStreams(JsonNode recorded) throws IOException {
        List<String> actual = new ArrayList<>();
        try (RawSocket publisher = new RawSocket(address);
                RawSocket player = new RawSocket(address)) {
            assertThat(publisher.upgrade("/http/").status()).isEqualTo(101);
            assertThat(player.upgrade("/http/").status()).isEqualTo(101);
            List<String> played = new ArrayList<>();
            int due = 0;
            for (JsonNode step : recorded.get("exchange")) {
                boolean byPublisher = step.get("who").asText().startsWith("pub");
                send(step.get("send"), byPublisher ? publisher : player);
                due += step.get("play_frames").size();
                read(byPublisher ? "" : "1 [\"sync\"]", due, player, played);
                for (int i = 0; i < step.get("pub_frames").size(); i++) {
                    RawSocket.Frame frame = publisher.frame();
                    actual.add("pub " + frame(frame.first() & 0xF, frame.payload()));
                }
            }
            List<String> expected = GoldenDepartures.of(recorded.get("name").asText(), List.of());
            read(
                    "",
                    (int) expected.stream()
                            .filter(line -> line.startsWith("play"))
                            .count(),
                    player,
                    played);
            played.forEach(frame -> actual.add("play " + frame));
            assertThat(actual).isEqualTo(expected);
        }
    }

    /** Reads up to a number of frames; before that, up to the answer of a call that says that all before it is done. */
    private static void read(String sync, int due, RawSocket player, List<String> frames) throws IOException {
        boolean synced = sync.isEmpty();
        if (!synced) {
            player.sendText("[\"echo\",\"sync\"]");
        }
        while (!synced || frames.size() < due) {
            RawSocket.Frame frame = player.frame();
            String text = frame(frame.first() & 0xF, frame.payload());
            if (text.equals(sync)) {
                synced = true;
            } else {
                frames.add(text);
            }
        }
    }

    private void checkHandshake(JsonNode recorded) throws IOException {
        try (RawSocket socket = new RawSocket(address)) {
            RawSocket.Response answer =
                    socket.send(recorded.get("request").asText()).response();

            String original = recorded.get("response").asText();
            assertThat(answer.status()).isEqualTo(101);
            assertThat(original).contains("Sec-WebSocket-Accept: " + answer.header("sec-websocket-accept") + "\r\n");
            assertThat(original)
                    .contains("Access-Control-Allow-Origin: " + answer.header("access-control-allow-origin") + "\r\n");
        }
    }

    /** Long messages were recorded as their length and head: a call of echo with one character again and again. */
    private static void send(JsonNode bytes, RawSocket socket) throws IOException {
        if (bytes.isTextual()) {
            socket.send(HexFormat.of().parseHex(bytes.asText()));
        } else {
            int payload = bytes.get("len").asInt() - 14;
            socket.sendText("[\"echo\",\"" + "x".repeat(payload - "[\"echo\",\"\"]".length()) + "\"]");
        }
    }

    private static String frame(JsonNode frame) {
        JsonNode payload = frame.get("payload");
        if (payload.has("len")) {
            String content = "[\"" + "x".repeat(payload.get("len").asInt() - 4) + "\"]";
            return frame(frame.get("opcode").asInt(), content.getBytes(StandardCharsets.UTF_8));
        }
        return frame(frame.get("opcode").asInt(), content(payload));
    }

    /** Opcode and content; of a goodbye only its code. */
    private static String frame(int opcode, byte[] payload) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(payload);
        return opcode == 8 && payload.length >= 2
                ? "8 " + ((payload[0] & 0xFF) << 8 | (payload[1] & 0xFF))
                : opcode + " " + content.toString(StandardCharsets.UTF_8);
    }
}
