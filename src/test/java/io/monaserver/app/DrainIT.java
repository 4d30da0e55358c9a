package io.monaserver.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmp.ClientHandshake;
import io.monaserver.testkit.RtmfpClient;
import io.monaserver.testkit.RtmpClient;
import io.monaserver.testkit.ServerGroup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is asked to stop sends its clients to another one, and goes when they have left. */
class DrainIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String SCRIPT = """
            function onConnection(client)
              function client:page() return "served" end
            end
            """;

    @TempDir
    private Path dir;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void operatorDrainsAServer() throws Exception {
        try (ServerGroup group = new ServerGroup(dir, 2, SCRIPT)) {
            start(group);
            String other = group.server(1).address("rtmp");
            RtmpClient client = RtmpClient.connect(group.rtmp(0), "");
            RtmfpClient peer = openRtmfp(group);
            CompletableFuture<String> goodbye = new CompletableFuture<>();
            WebSocket webSocket = openWebSocket(group, goodbye);

            assertThat(drain(group, 300)).isEqualTo(202);

            assertThat(client.awaitText(text -> text.contains("Reconnect")))
                    .contains("NetConnection.Connect.ReconnectRequest", "rtmp://" + other);
            assertThat(peer.awaitText(text -> text.contains("Reconnect")))
                    .contains(
                            "NetConnection.Connect.ReconnectRequest",
                            "rtmfp://" + group.server(1).address("rtmfp"));
            assertThat(group.server(0).admin("/health/ready")).contains("not ready");
            assertAreServed(group);
            assertNewcomersAreRedirected(group);
            assertNewcomerByRtmfpIsServedElsewhere(group);
            client.close();
            peer.close();
            webSocket.abort();
            assertThat(group.server(0).awaitExit()).isZero();
        }
    }

    @Test
    void askedByASignalItWaitsForItsClientsAndTellsThoseWhoStayed() throws Exception {
        try (ServerGroup group = new ServerGroup(dir, 2, SCRIPT, "cluster.drain=3 s")) {
            start(group);
            CompletableFuture<String> goodbye = new CompletableFuture<>();
            openWebSocket(group, goodbye);
            RtmpClient client = RtmpClient.connect(group.rtmp(0), "");
            RtmfpClient peer = openRtmfp(group);
            long start = System.nanoTime();

            group.server(0).terminate();

            assertThat(client.awaitText(text -> text.contains("Shutdown")))
                    .contains("redirect " + group.server(1).address("rtmp"));
            assertThat(peer.awaitText(text -> text.contains("Shutdown")))
                    .contains("redirect " + group.server(1).address("rtmfp"));
            assertThat(goodbye.get(10, TimeUnit.SECONDS))
                    .isEqualTo("1001 redirect " + group.server(1).address("http"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(3));
            assertThat(group.server(0).awaitExit()).isZero();
            group.awaitLinked(LIMIT, List.of(1));
            assertThat(group.server(1).errors()).contains("link down: the server stops");
        }
    }

    private static void start(ServerGroup group) throws IOException {
        group.start(0);
        group.start(1);
        group.awaitLinked(LIMIT, List.of(0, 1));
    }

    private static RtmfpClient openRtmfp(ServerGroup group) throws IOException {
        RtmfpClient client = new RtmfpClient(group.rtmfp(0), "rtmfp://127.0.0.1/");
        assertThat(client.connect("")).contains("Connect.Success");
        return client;
    }

    /** Those who go where they were told. */
    private static void assertAreServed(ServerGroup group) throws IOException {
        try (RtmpClient client = RtmpClient.connect(group.rtmp(1), "");
                RtmfpClient peer = new RtmfpClient(group.rtmfp(1), "rtmfp://127.0.0.1/")) {
            client.command(0, "page", 2);
            assertThat(client.awaitText(text -> text.contains("result\" 2"))).contains("served");
            assertThat(peer.connect("")).contains("Connect.Success");
            peer.command(0, "page", 2);
            assertThat(peer.awaitText(text -> text.contains("result\" 2"))).contains("served");
        }
    }

    /** Its hello is answered by a redirect, which it follows by itself. */
    private static void assertNewcomerByRtmfpIsServedElsewhere(ServerGroup group) throws IOException {
        try (RtmfpClient late = openRtmfp(group)) {
            assertThat(late.session().address()).isEqualTo(group.rtmfp(1));
            late.command(0, "page", 2);
            assertThat(late.awaitText(text -> text.contains("result\" 2"))).contains("served");
        }
    }

    private void assertNewcomersAreRedirected(ServerGroup group) throws Exception {
        try (RtmpClient late = new RtmpClient(group.rtmp(0), ClientHandshake.Kind.DIGEST_FIRST)) {
            assertThat(late.connect("", 0))
                    .contains("_error", "rtmp://" + group.server(1).address("rtmp"));
        }
        URI page = URI.create("http://" + group.server(0).address("http") + "/page");
        HttpResponse<Void> moved =
                http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
        assertThat(moved.statusCode()).isEqualTo(307);
        assertThat(moved.headers().firstValue("location"))
                .hasValue("http://" + group.server(1).address("http") + "/page");
        assertThat(group.call(1, "page", "").asText()).isEqualTo("served");
        CompletableFuture<String> refusal = new CompletableFuture<>();
        openWebSocket(group, refusal);
        assertThat(refusal.get(10, TimeUnit.SECONDS))
                .isEqualTo("1008 redirect " + group.server(1).address("http"));
    }

    private int drain(ServerGroup group, int seconds) throws Exception {
        URI uri = URI.create("http://" + group.server(0).address("admin") + "/drain?seconds=" + seconds);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private WebSocket openWebSocket(ServerGroup group, CompletableFuture<String> goodbye) throws IOException {
        return http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + group.server(0).address("http") + "/"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                        goodbye.complete(code + " " + reason);
                        return WebSocket.Listener.super.onClose(socket, code, reason);
                    }
                })
                .join();
    }
}
