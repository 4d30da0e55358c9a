package io.monaserver.transport.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.monaserver.codec.amf.AmfEncoder;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Decision;
import io.monaserver.metrics.Metrics;
import io.monaserver.protocol.rtmp.ClientHandshake;
import io.monaserver.protocol.rtmp.RtmpMessage;
import io.monaserver.testkit.DomainFixture;
import io.monaserver.testkit.RtmpClient;
import io.monaserver.testkit.TextWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenes recorded from the original server: what it answered, byte for byte, but for what this project corrects. Its
 * scripts are played by this test; scenes about media are told in {@link RtmpServerIT}, for they differ on purpose.
 */
class RtmpGoldenIT {

    private static final Set<String> SCENES = Set.of(
            "connect/reject",
            "connect/retapp",
            "connect/cmd17",
            "connect/reject_amf0",
            "publish/pfalse_enc3",
            "publish/pfalse_enc0",
            "publish/pnil_enc0",
            "publish/emptyname_enc3",
            "publish/pok?x=1_enc3",
            "publish/mode_None",
            "play/nostream");

    private static final DomainFixture DOMAIN = new DomainFixture();
    private static RtmpServer server;

    @BeforeAll
    static void start() throws IOException {
        InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
        server = RtmpServer.start(
                DOMAIN.loops, DOMAIN.sessions, new RtmpServer.Settings(any, Duration.ofSeconds(60), 0), Metrics.NONE);
        DOMAIN.answer(RtmpGoldenIT::answerAsTheScripts);
    }

    @AfterAll
    static void stop() {
        server.close();
        DOMAIN.close();
    }

    static Stream<JsonNode> scenes() throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                RtmpGoldenIT.class.getResourceAsStream("/golden/rtmp.jsonl"), StandardCharsets.UTF_8))) {
            List<JsonNode> scenes = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode scene = json.readTree(line);
                if (SCENES.contains(scene.get("name").asText())) {
                    scenes.add(scene);
                }
            }
            assertThat(scenes).hasSize(SCENES.size());
            return scenes.stream();
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("scenes")
    void answersAsTheOriginal(JsonNode scene) throws IOException {
        List<String> expected = expected(scene);
        try (RtmpClient client = new RtmpClient(server.address(), ClientHandshake.Kind.PLAIN)) {
            for (JsonNode step : scene.get("steps")) {
                JsonNode command = step.get("client");
                // What a script would be asked beside the stream's own commands is no part of the sequence.
                if (command.has("command") && !command.get("command").asText().equals("pubs")) {
                    send(client, command);
                }
            }
            List<String> actual = new ArrayList<>();
            while (actual.size() < expected.size()) {
                RtmpMessage message = client.next();
                assertThat(message).as("after %s", actual).isNotNull();
                actual.add(RtmpClient.text(message));
            }

            assertThat(actual).as(scene.get("name").asText()).containsExactlyElementsOf(expected);
        }
    }

    /** What the original sent, with the departures. */
    private static List<String> expected(JsonNode scene) {
        List<String> expected = new ArrayList<>();
        for (JsonNode step : scene.get("steps")) {
            boolean script = step.get("client").path("command").asText().equals("pubs");
            for (JsonNode message :
                    script ? List.<JsonNode>of() : step.path("server").path("c")) {
                byte[] payload =
                        HexFormat.of().parseHex(message.get("payload_hex").asText());
                String text = RtmpClient.text(new RtmpMessage(
                        message.get("type").asInt(),
                        message.get("sid").asInt(),
                        message.get("ts").asLong(),
                        payload));
                expected.add(corrected(text));
            }
        }
        if (scene.get("name").asText().startsWith("connect/reject")) {
            expected.addAll(0, GREETING);
        }
        return expected;
    }

    /** Refused clients are greeted too, because the refusal comes in large chunks. */
    private static final List<String> GREETING =
            List.of("1/0@0 003effee", "5/0@0 002625a0", "6/0@0 002625a000", "4/0@0 000000000000");

    /** A script's refusal has a code of its own, and the level of an error. */
    private static String corrected(String text) {
        return text.contains("Not allowed to publish")
                ? text.replace("Publish.BadName", "Publish.Failed").replace("level: \"status\"", "level: \"error\"")
                : text;
    }

    private static void send(RtmpClient client, JsonNode command) {
        client.command(
                command.path("sid").asInt(0),
                command.get("command").asText(),
                command.get("tid").asDouble(),
                out -> {
                    if (command.has("object")) {
                        write(command.get("object"), out);
                    }
                    command.get("args").forEach(argument -> write(argument, out));
                });
    }

    private static void write(JsonNode value, AmfEncoder out) {
        if (value.isObject()) {
            out.beginObject("");
            value.properties().forEach(field -> {
                out.writeKey(field.getKey());
                write(field.getValue(), out);
            });
            out.end();
        } else if (value.isTextual()) {
            out.writeString(value.asText());
        } else if (value.isNumber()) {
            out.writeNumber(value.asDouble());
        } else if (value.isBoolean()) {
            out.writeBoolean(value.asBoolean());
        } else {
            out.writeNull();
        }
    }

    private static boolean answerAsTheScripts(ApplicationEvent event) {
        if (event instanceof ApplicationEvent.Connecting connecting) {
            return answerConnecting(connecting);
        }
        if (event instanceof ApplicationEvent.Publishing publishing
                && Set.of("pfalse", "pnil").contains(publishing.stream().name())) {
            String text = "Not allowed to publish " + publishing.stream().name();
            publishing.reply().tell(new Decision.Refused(text, List.of()));
            return true;
        }
        return false;
    }

    private static boolean answerConnecting(ApplicationEvent.Connecting connecting) {
        if (TextWriter.read(connecting.arguments()).equals("\"reject\"")) {
            connecting.reply().tell(new ConnectOutcome.Rejected("you are not Tom!"));
            return true;
        }
        if (connecting.client().path().equals("/rtmpret")) {
            Map<String, byte[]> info = new LinkedHashMap<>();
            info.put("timeout", HexFormat.of().parseHex("110407"));
            info.put("message", HexFormat.of().parseHex("11060f77656c636f6d65"));
            info.put("id", HexFormat.of().parseHex("110401"));
            connecting.reply().tell(new ConnectOutcome.Accepted(info, Map.of(), List.of()));
            return true;
        }
        return false;
    }
}
