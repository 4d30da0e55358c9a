package io.monaserver.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A browser without a window, asked through its DevTools protocol what its page shows. */
public final class Chromium implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT_SECONDS = 30;

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

    /** Skips the test where there is no browser; on a build server there must be one. */
    public static void assumeAvailable() {
        boolean required = System.getenv("CI") != null;
        Assumptions.assumeTrue(required || Files.isExecutable(PROGRAM), PROGRAM + " is not there");
    }

    /** Opens a page in a window of this size. */
    public Chromium(Path profile, String url, int width, int height) throws IOException, InterruptedException {
        Files.createDirectories(profile);
        process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--autoplay-policy=no-user-gesture-required",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--window-size=" + width + "," + height,
                        url)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page(port(profile)), new Receiver())
                .join();
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    /** The value of an expression in the page. */
    public JsonNode evaluate(String expression) {
        return command(
                        "Runtime.evaluate",
                        Map.of("expression", expression, "returnByValue", true, "awaitPromise", true))
                .path("result")
                .path("value");
    }

    /** What the page shows, as a PNG file. */
    public void screenshot(Path file) throws IOException {
        String data = command("Page.captureScreenshot", Map.of("format", "png"))
                .path("data")
                .asText();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    public JsonNode command(String method, Map<String, ?> parameters) {
        try {
            int id = ids.incrementAndGet();
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            waiting.put(id, answer);
            socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true);
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(method + " failed", e);
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The browser writes the port it chose into its profile. */
    private static int port(Path profile) {
        Path file = profile.resolve("DevToolsActivePort");
        List<String> lines = Awaitility.await()
                .atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
                .until(() -> Files.exists(file) ? Files.readAllLines(file) : List.of(), read -> !read.isEmpty());
        return Integer.parseInt(lines.get(0));
    }

    private static URI page(int port) throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        String body = HttpClient.newHttpClient()
                .send(list, HttpResponse.BodyHandlers.ofString())
                .body();
        for (JsonNode target : JSON.readTree(body)) {
            if (target.path("type").asText().equals("page")) {
                return URI.create(target.path("webSocketDebuggerUrl").asText());
            }
        }
        throw new AssertionError("no page in " + body);
    }

    private final class Receiver implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            webSocket.request(1);
            if (last) {
                receive(text.toString());
                text.setLength(0);
            }
            return CompletableFuture.completedFuture(null);
        }

        private void receive(String message) {
            try {
                JsonNode answer = JSON.readTree(message);
                CompletableFuture<JsonNode> asked =
                        waiting.remove(answer.path("id").asInt());
                if (asked != null) {
                    asked.complete(answer.path("result"));
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
