package io.monaserver.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.monaserver.metrics.Meter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerIT {

    private final NodeStatus status = new NodeStatus().with("publications", () -> List.of(Map.of("name", "live")));
    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Duration> drained = new AtomicReference<>();
    private AdminServer server;

    @BeforeEach
    void open() throws IOException {
        server = new AdminServer(new InetSocketAddress("127.0.0.1", 0), status, metrics, drained::set);
    }

    @AfterEach
    void close() {
        server.close();
        metrics.close();
    }

    @Test
    void livesAtOnceAndIsReadyWhenToldSo() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);

        status.setReady(true);

        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsHaveEveryMeterAndTheMachine() throws Exception {
        metrics.tally(Meter.SESSIONS, "RTMP").add(3);
        metrics.tally(Meter.SESSIONS, "RTMP").decrement();
        metrics.tally(Meter.BYTES_SENT, "RTMP").add(1000);
        metrics.watch(Meter.LANE_QUEUE, "", () -> 7);
        metrics.timing(Meter.LANE_RUN).record(2_000_000);
        metrics.watchMachine();
        metrics.watchMachine();

        String text = get("/metrics").body();

        assertThat(text)
                .contains("monaserver_sessions{protocol=\"RTMP\"} 2.0")
                .contains("monaserver_sent_bytes_total{protocol=\"RTMP\"} 1000.0")
                .contains("monaserver_script_lane_queue 7.0")
                .contains("monaserver_script_lane_run_seconds_bucket{le=\"0.01\"} 1")
                .contains("monaserver_listeners 0.0")
                .contains("jvm_memory_used_bytes")
                .contains("process_cpu_usage");
    }

    @Test
    void statusIsJson() throws Exception {
        HttpResponse<String> response = get("/status");

        JsonNode json = new ObjectMapper().readTree(response.body());
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(json.path("ready").asBoolean()).isFalse();
        assertThat(json.path("publications").path(0).path("name").asText()).isEqualTo("live");
    }

    @Test
    void drainIsPostedWithADeadlineAndNotByPages() throws Exception {
        assertThat(post("/drain?seconds=x").statusCode()).isEqualTo(400);
        assertThat(post("/drain?seconds=30", "Origin", "http://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/drain?seconds=86401").body()).isEqualTo("seconds: 86401 (expected: 0 to 86400)\n");
        assertThat(drained).hasNullValue();

        assertThat(post("/drain?seconds=30").statusCode()).isEqualTo(202);
        assertThat(drained).hasValue(Duration.ofSeconds(30));
        assertThat(post("/drain?seconds=86400").statusCode()).isEqualTo(202);
        assertThat(drained).hasValue(Duration.ofDays(1));
    }

    private HttpResponse<String> post(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void unknownPathsAndMethodsAreRefused() throws Exception {
        assertThat(get("/../etc/passwd").statusCode()).isEqualTo(404);
        assertThat(client.send(
                                HttpRequest.newBuilder(uri("/status")).DELETE().build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void bytesThatAreNotHttpEndTheirConnectionOnly() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.getOutputStream().write("\u0000\u0001nonsense\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            socket.setSoTimeout(5000);
            socket.getInputStream().readAllBytes();
        }

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void takenPortIsSaid() {
        assertThatThrownBy(() -> new AdminServer(server.address(), status, metrics, drained::set))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }
}
