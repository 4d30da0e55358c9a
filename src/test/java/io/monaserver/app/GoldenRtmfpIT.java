package io.monaserver.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.monaserver.protocol.rtmfp.flash.FlowMessage;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.testkit.RtmfpClient;
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
 * Scenes recorded from the original server: what it sent to each RTMFP client, message by message, asked of a whole
 * server with the applications that answered then. Flows have no order between them, so a step's messages have none.
 */
class GoldenRtmfpIT {

    /**
     * Where this server sends something else on purpose: the keys of a table come in an order of its own, and a method
     * that is missing is told of in the documented words. A call is answered even if its function wrote by itself and
     * returned nothing, or the caller would wait for ever.
     */
    private static final Map<String, List<String>> DEPARTURES = Map.of(
            "connect/rtmp 5",
            List.of("20@0 \"_error\" 6 null { level: \"error\" code: \"NetConnection.Call.Failed\" description:"
                    + " \"Method 'unknownMethod' not found on application /rtmp\" end"),
            "connect/rtmp 7",
            List.of("20@0 \"callme\" 0 null 1 \"x\" { a: 1 end", "20@0 \"_result\" 8 null null"),
            "connect/ret 0",
            List.of("20@0 \"_result\" 1 null { level: \"status\" code: \"NetConnection.Connect.Success\" description:"
                    + " \"Connection succeeded\" objectEncoding: 3 message: \"welcome\" id: 1 timeout: 7 end"));

    @TempDir
    static Path folder;

    private static Node node;
    private static InetSocketAddress address;

    @BeforeAll
    static void start() throws Exception {
        address = GoldenApplications.freeAddress();
        node = GoldenApplications.start(folder, "rtmp.port=0", "http.port=0", "rtmfp.port=" + address.getPort());
    }

    @AfterAll
    static void stop() {
        node.stop();
    }

    @TestFactory
    Stream<DynamicTest> scenes() throws IOException {
        return GoldenApplications.scenes("rtmfp.jsonl", 9, GoldenRtmfpIT::play);
    }

    private static void play(String name, JsonNode scene) throws IOException {
        try (RtmfpClient client = new RtmfpClient(address, scene.get("url").asText())) {
            int place = 0;
            for (JsonNode step : scene.get("steps")) {
                JsonNode action = step.get("client");
                if (!action.has("command")) {
                    // The client ends the session, which has no answer in messages.
                    break;
                }
                command(client, action);
                String at = name + " " + place++;
                for (String expected : DEPARTURES.getOrDefault(at, texts(step.get("server")))) {
                    client.awaitText(heard -> withoutStream(heard).equals(expected));
                }
                assertThat(client.unread())
                        .as("more than was recorded at %s", at)
                        .isEmpty();
            }
        }
    }

    private static void command(RtmfpClient client, JsonNode command) {
        client.command(
                command.path("stream").asInt(0),
                command.get("command").asText(),
                command.path("tid").asDouble(1),
                out -> {
                    RtmpStage.write(command.path("object"), out);
                    command.path("args").forEach(argument -> RtmpStage.write(argument, out));
                });
    }

    private static List<String> texts(JsonNode chunks) {
        List<String> texts = new ArrayList<>();
        for (JsonNode chunk : chunks) {
            String body = chunk.path("body").asText();
            if (!body.isEmpty()) {
                FlowMessage message = FlowMessage.read(Slice.of(HexFormat.of().parseHex(body)));
                texts.add(withoutStream(RtmfpClient.text(message, 0)));
            }
        }
        return texts;
    }

    /** Whose stream a flow is, only the flow's first chunk says, and the recording only of those. */
    private static String withoutStream(String text) {
        return text.replaceFirst("/\\d+@", "@");
    }
}
