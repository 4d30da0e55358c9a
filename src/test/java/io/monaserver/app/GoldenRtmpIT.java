package io.monaserver.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.monaserver.protocol.rtmp.RtmpMessage;
import io.monaserver.testkit.RtmpClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scenes recorded from the original server: what it sent to each RTMP client, message by message, asked of a whole
 * server with the applications that answered then. {@link RtmpDepartures} says where this server sends otherwise, and
 * why.
 */
class GoldenRtmpIT {

    @TempDir
    static Path folder;

    private static Node node;
    private static InetSocketAddress address;

    @BeforeAll
    static void start() throws Exception {
        address = GoldenApplications.freeAddress();
        node = GoldenApplications.start(folder, "rtmp.port=" + address.getPort(), "http.port=0");
    }

    @AfterAll
    static void stop() {
        node.stop();
    }

    @TestFactory
    Stream<DynamicTest> scenes() throws IOException {
        return GoldenApplications.scenes("rtmp.jsonl", 17, GoldenRtmpIT::play);
    }

    private static void play(String name, JsonNode scene) throws IOException {
        try (RtmpStage stage = new RtmpStage(address)) {
            int place = 0;
            for (JsonNode step : scene.get("steps")) {
                stage.act(step.get("client"));
                for (Map.Entry<String, JsonNode> heard : step.path("server").properties()) {
                    String at = name + " " + place + " " + heard.getKey();
                    List<String> expected = RtmpDepartures.of(at, texts(heard.getValue()));
                    assertThat(stage.hear(heard.getKey(), expected.size()))
                            .as(at)
                            .isEqualTo(expected);
                }
                place++;
            }
        }
    }

    private static List<String> texts(JsonNode messages) {
        List<String> texts = new ArrayList<>();
        for (JsonNode message : messages) {
            byte[] payload = HexFormat.of().parseHex(message.path("payload_hex").asText());
            texts.add(RtmpClient.text(new RtmpMessage(
                    message.path("type").asInt(),
                    message.path("sid").asInt(),
                    message.path("ts").asLong(),
                    payload)));
        }
        return texts;
    }
}
