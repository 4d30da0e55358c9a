package io.monaserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.protocol.rtmp.ClientHandshake;
import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.protocol.rtmp.RtmpMessage;
import io.monaserver.testkit.RtmfpClient;
import io.monaserver.testkit.RtmpClient;
import io.monaserver.testkit.ServerGroup;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Newcomers whom two servers in processes of their own share. */
class ClusterBalanceIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SCRIPT = "function onConnection(client) end";

    /** So many in a row are not drawn for the server that they call. */
    private static final int TRIES = 100;

    private static final byte[] KEY_FRAME = {0x17, 1, 0, 0, 0, 1, 2, 3};

    @TempDir
    private Path dir;

    /** So many clients more weigh more than what the machine does, which is the same for both. */
    private static final int BUSY = 100;

    private final List<RtmpClient> clients = new ArrayList<>();
    private int addresses;
    private ServerGroup group;
    private final HttpClient http = HttpClient.newHttpClient();

    private void start(String policy) throws IOException {
        group = new ServerGroup(dir, 2, SCRIPT, "cluster.balance=" + policy, "cluster.drain=30 s");
        group.start(0);
        group.start(1);
        group.awaitLinked(LIMIT, List.of(0, 1));
    }

    @AfterEach
    void stop() throws IOException {
        for (RtmpClient client : clients) {
            client.close();
        }
        group.close();
    }

    @Test
    void rtmpClientIsToldWhereToGoAndLetInThereOrWhenItComesAgain() throws IOException {
        start("round-robin");
        String there = "rtmp://" + group.server(1).address("rtmp");
        int accepted = 0;
        int sent = 0;
        for (int i = 0; i < TRIES && (sent == 0 || accepted == 0); i++) {
            String answer = connect(group.rtmp(0), "");
            if (answer.contains("_result")) {
                accepted++;
                continue;
            }
            sent++;
            assertThat(answer).contains("Connect.Rejected", "code: 302", "redirect: \"" + there + "/?balanced=1\"");
            assertThat(connect(group.rtmp(1), "?balanced=1")).contains("Connect.Success");
            assertThat(connect(group.rtmp(0), "")).contains("Connect.Success");
        }
        assertThat(accepted).isPositive();
        assertThat(sent).isPositive();
    }

    @Test
    void rtmfpClientFindsItselfAtTheOtherServer() throws IOException {
        start("round-robin");
        for (int i = 0; i < TRIES; i++) {
            try (RtmfpClient client = new RtmfpClient(group.rtmfp(0), "rtmfp://127.0.0.1/")) {
                assertThat(client.connect("")).contains("Connect.Success");
                if (client.session().address().equals(group.rtmfp(1))) {
                    return;
                }
            }
        }
        throw new AssertionError("all were let in where they came");
    }

    @Test
    void playersOfHttpAreSentAndPagesAndWebSocketsStay() throws Exception {
        start("round-robin");
        try (RtmpClient publisher = RtmpClient.connect(group.rtmp(0), "?balanced=1")) {
            publisher.publish("tv");
            publisher.send(6, new RtmpMessage(MessageType.VIDEO, 1, 0, KEY_FRAME));
            HttpResponse<InputStream> answer = get(0, "/tv.flv?mergeWrite=5");
            for (int i = 0; i < TRIES && answer.statusCode() == 200; i++) {
                answer.body().close();
                answer = get(0, "/tv.flv?mergeWrite=5");
            }
            assertThat(answer.statusCode()).isEqualTo(307);
            String there = "http://" + group.server(1).address("http") + "/tv.flv?mergeWrite=5&balanced=1";
            assertThat(answer.headers().firstValue("location")).hasValue(there);
            try (InputStream stream = get(URI.create(there)).body()) {
                assertThat(new String(stream.readNBytes(3), StandardCharsets.US_ASCII))
                        .isEqualTo("FLV");
            }
        }
        URI socket = URI.create("ws://" + group.server(0).address("http") + "/");
        for (int i = 0; i < 20; i++) {
            assertThat(get(0, "/").statusCode()).isEqualTo(200);
            http.newWebSocketBuilder()
                    .buildAsync(socket, new WebSocket.Listener() {})
                    .join()
                    .abort();
        }
    }

    @Test
    void newcomersGoWhereThereIsLessToDoUntilThatServerDrains() throws Exception {
        start("least-loaded");
        for (int i = 0; i < BUSY; i++) {
            clients.add(RtmpClient.connect(group.rtmp(0), "?balanced=1"));
        }
        RtmpClient publisher = clients.get(0);
        publisher.publish("tv");
        publisher.send(6, new RtmpMessage(MessageType.VIDEO, 1, 0, KEY_FRAME));
        clients.add(RtmpClient.connect(group.rtmp(1), ""));

        // At first they may see their one machine differently busy.
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(connect(group.rtmp(0), ""))
                        .contains("code: 302", group.server(1).address("rtmp")));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(statusForAnother()).isEqualTo("HTTP/1.1 307"));

        group.server(1).terminate();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(statusForAnother()).isEqualTo("HTTP/1.1 200"));
        assertThat(clients.get(BUSY).awaitText(text -> text.contains("ReconnectRequest")))
                .contains(group.server(0).address("rtmp"));
    }

    /** A player from an address that nobody came from before: who comes again is let in. */
    private String statusForAnother() throws IOException {
        String address = group.server(0).address("http");
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            byte[] fresh = {127, 1, (byte) (++addresses >> 8), (byte) addresses};
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(fresh), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", Integer.parseInt(address.substring(colon + 1))));
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream()
                    .write("GET /tv.flv HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    private static String connect(InetSocketAddress server, String app) throws IOException {
        try (RtmpClient client = new RtmpClient(server, ClientHandshake.Kind.DIGEST_FIRST)) {
            return client.connect(app, 0);
        }
    }

    private HttpResponse<InputStream> get(int server, String path) throws Exception {
        return get(URI.create("http://" + group.server(server).address("http") + path));
    }

    private HttpResponse<InputStream> get(URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
    }
}
