package io.monaserver.protocol.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.monaserver.protocol.rtmfp.flash.FlowMessage;
import io.monaserver.protocol.rtmfp.flash.FlowMetadata;
import io.monaserver.protocol.rtmfp.keying.PacketCipher;
import io.monaserver.protocol.rtmfp.packet.AckRanges;
import io.monaserver.protocol.rtmfp.packet.Chunk;
import io.monaserver.protocol.rtmfp.packet.FlowOptions;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.DataAck;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import io.monaserver.testkit.SimulatedNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was recorded between clients and the original server, held against the chunks made here. */
class RecordedExchangeTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.7", 1935);
    private static final int STARTUP_HEADER = 3;

    static Stream<JsonNode> hellos() throws IOException {
        return read("rtmfp_hello").stream();
    }

    private static List<JsonNode> read(String name) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> records = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                RecordedExchangeTest.class.getResourceAsStream("/golden/" + name + ".jsonl"),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                records.add(json.readTree(line));
            }
        }
        return records;
    }

    /** The recorded datagrams come in; what goes out has the recorded layout, around what is random. */
    @ParameterizedTest
    @MethodSource("hellos")
    void hellosAreAnsweredAlike(JsonNode probe) {
        List<byte[]> answers = new ArrayList<>();
        SimulatedNetwork network = new SimulatedNetwork(3);
        Node node = new Node(network, "192.0.2.1", EndpointSettings.server(SessionTest.SERVER, SessionTest.SECRET));
        Endpoint server = new Endpoint(
                EndpointSettings.server(SessionTest.SERVER, SessionTest.SECRET),
                node,
                new Endpoint.Environment(network.clock, network.random, (bytes, length, to) -> {
                    byte[] plain = new byte[length];
                    Slice packet = new PacketCipher().open(bytes, 4, length - 4, plain);
                    answers.add(packet == null ? new byte[0] : packet.toBytes());
                }));
        byte[] sent = HEX.parseHex(probe.get("sent_packet").asText());

        server.receive(sent, 0, sent.length, CLIENT);

        String recorded = probe.path("payload").asText();
        assertThat(answers).hasSize(recorded.isEmpty() ? 0 : 1);
        if (!recorded.isEmpty()) {
            byte[] answer = answers.get(0);
            assertThat(HEX.formatHex(answer, 0, 1))
                    .isEqualTo(probe.get("marker").asText());
            assertThat(HEX.formatHex(answer, STARTUP_HEADER, STARTUP_HEADER + 1))
                    .isEqualTo(probe.get("chunk").asText());
            int length = (answer[STARTUP_HEADER + 1] & 0xFF) << 8 | answer[STARTUP_HEADER + 2] & 0xFF;
            assertThat(length).isEqualTo(probe.get("chunk_len").asInt());
            String payload = HEX.formatHex(answer, STARTUP_HEADER + 3, STARTUP_HEADER + 3 + length);
            // Tag's length, tag, cookie's length; what follows is random but for the certificate's options.
            assertThat(payload.substring(0, 36)).isEqualTo(recorded.substring(0, 36));
        }
    }

    /** Every recorded chunk that opens a flow, acknowledges, or carries a message has the bytes that it has here. */
    @Test
    void chunksHaveTheRecordedSizesAndOptions() throws IOException {
        int opened = 0;
        int acknowledged = 0;
        for (JsonNode exchange : read("rtmfp")) {
            for (JsonNode step : exchange.get("steps")) {
                for (JsonNode chunk : step.get("server")) {
                    if (chunk.has("ack")) {
                        holdAcknowledgement(chunk);
                        acknowledged++;
                    } else if (chunk.has("body") && chunk.path("flags").asText().startsWith("8")) {
                        holdOpening(chunk);
                        opened++;
                    }
                }
            }
        }
        assertThat(opened).isGreaterThanOrEqualTo(9);
        assertThat(acknowledged).isGreaterThan(20);
    }

    private static void holdAcknowledgement(JsonNode chunk) {
        JsonNode ack = chunk.get("ack");
        DataAck made = new DataAck(
                ack.get("flow").asLong(),
                ack.get("buffer").asLong(),
                ack.get("stage").asLong());
        WireWriter out = new WireWriter(64);
        AckRanges.writeCompact(made, out);
        assertThat(out.position() - Chunk.HEADER_LENGTH)
                .isEqualTo(chunk.get("len").asInt());
    }

    private static void holdOpening(JsonNode chunk) {
        byte[] body = HEX.parseHex(chunk.get("body").asText());
        FlowMessage message = FlowMessage.read(Slice.of(body));
        assertThat(message.type()).isEqualTo(chunk.get("type").asInt());
        byte[] signature = HEX.parseHex(chunk.get("signature").asText());
        // The recording has the option's type, 00, before the metadata.
        byte[] metadata = HEX.parseHex(chunk.get("signature").asText().substring(2));
        FlowMetadata read = FlowMetadata.read(metadata);
        assertThat(read).isNotNull();
        assertThat(read.encode()).isEqualTo(metadata);
        String option = chunk.path("option").asText();
        Long association =
                option.isEmpty() ? null : Long.parseLong(option.substring(2).toUpperCase(Locale.ROOT), 16);
        byte[] options = FlowOptions.encode(metadata, association);
        assertThat(HEX.formatHex(options)).contains(HEX.formatHex(signature)).contains(option);
        int numbers = WireWriter.vluLength(chunk.get("flow").asLong())
                + WireWriter.vluLength(chunk.get("stage").asLong())
                + WireWriter.vluLength(chunk.get("nack_delta").asLong());
        assertThat(1 + numbers + options.length + body.length)
                .isEqualTo(chunk.get("len").asInt());
    }
}
