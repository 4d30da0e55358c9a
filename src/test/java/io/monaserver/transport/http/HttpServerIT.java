package io.monaserver.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.codec.amf.Amf3Format;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerIT {

    @TempDir
    static Path folder;

    private static final FakeApplications APPLICATIONS = new FakeApplications(Map.of(
            "add", (client, arguments, effects) -> new Object[] {(double) arguments.get(0) + (double) arguments.get(1)},
            "echo", (client, arguments, effects) -> arguments.toArray(),
            "none", (client, arguments, effects) -> new Object[0],
            "boom",
                    (client, arguments, effects) -> {
                        throw new FakeApplications.Refusal("my error");
                    },
            "raw",
                    (client, arguments, effects) -> {
                        effects.add(new Effect.Raw("raw ".getBytes(StandardCharsets.UTF_8)));
                        effects.add(new Effect.Raw("body".getBytes(StandardCharsets.UTF_8)));
                        return new Object[] {"ignored"};
                    },
            "invite",
                    (client, arguments, effects) -> {
                        effects.add(new Effect.Invocation("callme", Values.write(client.format(), 1)));
                        return new Object[] {"ret"};
                    },
            "cookie",
                    (client, arguments, effects) -> {
                        effects.add(new Effect.SetProperty("key", "a b", false, Map.of("path", "/p", "expires", "5")));
                        return new Object[] {client.properties().getOrDefault("foo", "none")};
                    },
            "close",
                    (client, arguments, effects) -> {
                        effects.add(new Effect.Close(418));
                        return new Object[0];
                    },
            "onMessage",
                    (client, arguments, effects) -> {
                        arguments.add(0, "onMessage");
                        return arguments.toArray();
                    }));

    /** More than is read at once. */
    private static final String LARGE = "0123456789abcde\n".repeat(50_000);

    private static WebNode node;

    @BeforeAll
    static void start() throws IOException {
        Path www = Files.createDirectories(folder.resolve("www/http/dir"));
        Path http = www.getParent();
        Files.writeString(http.resolve("static.txt"), "hello world");
        Files.writeString(http.resolve("large.txt"), LARGE);
        Files.writeString(http.resolve("page.htm"), "<p>page</p>");
        Files.writeString(http.resolve("main.lua"), "secret = 1");
        Files.writeString(http.resolve(".hidden"), "secret");
        Files.writeString(http.resolve("noext_"), "plain");
        Files.writeString(www.resolve("b.bin"), "12345");
        Files.createDirectories(folder.resolve("www/data"));
        Files.writeString(folder.resolve("www/data/x.txt"), "secret");
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/x.txt"), "secret");
        Files.createDirectories(folder.resolve("www/withindex"));
        Files.writeString(folder.resolve("www/withindex/index.html"), "index");
        Files.createSymbolicLink(http.resolve("link.txt"), folder.resolve("data/x.txt"));
        Files.createSymbolicLink(http.resolve("lua.txt"), http.resolve("main.lua"));
        node = new WebNode(APPLICATIONS.behavior(), folder.resolve("www"), Duration.ofSeconds(2));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** Waits for the end of earlier connections, whose events would count as the next test's. */
    @BeforeEach
    void forget() {
        await().until(() -> node.openSessions() == 0 && APPLICATIONS.clients.isEmpty());
        APPLICATIONS.parameters = Map.of();
        APPLICATIONS.events.clear();
    }

    @Test
    void aFileIsServedWithItsTypeAndDates() throws IOException {
        RawSocket.Response answer = ask("GET /http/static.txt HTTP/1.1\r\nHost: h\r\n\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("hello world");
        assertThat(answer.header("content-type")).isEqualTo("text/plain");
        assertThat(answer.header("content-length")).isEqualTo("11");
        assertThat(answer.header("last-modified")).endsWith("GMT");
        assertThat(answer.header("etag")).startsWith("\"");
    }

    @Test
    void aLargeFileComesWholeOrInPart() throws IOException {
        assertThat(ask("GET /http/large.txt HTTP/1.1\r\nHost: h\r\n\r\n").text())
                .isEqualTo(LARGE);
        assertThat(ask("GET /http/large.txt HTTP/1.1\r\nHost: h\r\nRange: bytes=5-600000\r\n\r\n")
                        .text())
                .isEqualTo(LARGE.substring(5, 600_001));
    }

    @ParameterizedTest
    @CsvSource({
        "/http/static%2Etxt, 200",
        "//http//static.txt, 200",
        "http://somewhere/http/static.txt, 200",
        "/http/noext_, 200",
        "/http/nope, 404",
        "/http/nope.txt, 404",
        "/http/main.lua, 404",
        "/http/MAIN.LUA, 404",
        "/http/.hidden, 404",
        "/http/link.txt, 404",
        "/http/lua.txt, 404",
        "/data/x.txt, 404",
        "/http/../data/x.txt, 400",
        "/http/%2e%2e/x.txt, 400",
        "/http/..%2f..%2fdata/x.txt, 400",
        "/http/a%00b, 400",
        "/http/a%zz, 400",
        "/nopeapp/, 404",
        "/http/nosub/x.txt, 404",
        "/reject/, 403",
        "/noapp/, 500",
        "/http, 301",
        "/withindex/, 200"
    })
    void pathsLeadWhereTheyMay(String path, int status) throws IOException {
        RawSocket.Response answer = ask("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).doesNotContain("secret");
    }

    @Test
    void aFolderWithoutItsSlashIsRedirectedWithItsQuery() throws IOException {
        RawSocket.Response answer = ask("GET /http?a=b HTTP/1.1\r\nHost: h:1\r\n\r\n");

        assertThat(answer.header("location")).isEqualTo("http://h:1/http/?a=b");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 206, hell, bytes 0-3/11",
        "bytes=6-, 206, world, bytes 6-10/11",
        "bytes=-3, 206, rld, bytes 8-10/11",
        "bytes=4-999, 206, o world, bytes 4-10/11",
        "bytes=11-, 416, '', bytes */11",
        "bytes=-0, 416, '', bytes */11",
        "bytes=5-2, 200, hello world, ''",
        "'bytes=0-1,3-4', 200, hello world, ''",
        "lines=1-2, 200, hello world, ''"
    })
    void rangesAreAnswered(String range, int status, String body, String contentRange) throws IOException {
        RawSocket.Response answer = ask("GET /http/static.txt HTTP/1.1\r\nHost: h\r\nRange: " + range + "\r\n\r\n");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo(body);
        assertThat(answer.header("content-range")).isEqualTo(contentRange);
    }

    @Test
    void aKnownFileIsNotSentAgain() throws IOException {
        String get = "GET /http/static.txt HTTP/1.1\r\nHost: h\r\n";
        RawSocket.Response first = ask(get + "\r\n");
        String date = first.header("last-modified");

        assertThat(ask(get + "If-None-Match: " + first.header("etag") + "\r\n\r\n")
                        .status())
                .isEqualTo(304);
        assertThat(ask(get + "If-None-Match: \"other\"\r\nIf-Modified-Since: " + date + "\r\n\r\n")
                        .status())
                .isEqualTo(200);
        assertThat(ask(get + "If-Modified-Since: " + date + "\r\n\r\n").status())
                .isEqualTo(304);
        assertThat(ask(get + "If-Modified-Since: garbage\r\n\r\n").status()).isEqualTo(200);
        assertThat(ask(get + "If-Range: \"other\"\r\nRange: bytes=0-1\r\n\r\n").status())
                .isEqualTo(200);
    }

    @Test
    void headHasTheHeadersOnly() throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            socket.send("HEAD /http/static.txt HTTP/1.1\r\nHost: h\r\n\r\n");
            RawSocket.Response head = socket.response(true);
            socket.send("GET /http/static.txt HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(head.header("content-length")).isEqualTo("11");
            assertThat(socket.response().text()).isEqualTo("hello world");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            socket.send("GET /http/static.txt HTTP/1.1\r\nHost: h\r\n\r\n".repeat(3)
                    + "GET /http/add?1&2 HTTP/1.1\r\nHost: h\r\n\r\nGET /http/page.htm HTTP/1.1\r\nHost: h\r\n\r\n");

            for (int i = 0; i < 3; i++) {
                assertThat(socket.response().text()).isEqualTo("hello world");
            }
            assertThat(socket.response().text()).isEqualTo("[3]");
            assertThat(socket.response().text()).isEqualTo("<p>page</p>");
        }
    }

    @Test
    void anotherPathOrQueryIsAnotherConnectionOfTheClient() throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            for (String path : List.of("/http/static.txt", "/http/page.htm", "/http/echo?x", "/withindex/")) {
                socket.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n").response();
            }
            socket.send("GET /withindex/ HTTP/1.1\r\nHost: h\r\nConnection: update\r\n\r\n")
                    .response();
        }

        await().untilAsserted(() -> assertThat(APPLICATIONS.events)
                .containsExactly(
                        "connected /http []",
                        "disconnected /http",
                        "connected /http [x]",
                        "disconnected /http",
                        "connected /withindex []",
                        "disconnected /withindex",
                        "connected /withindex []",
                        "disconnected /withindex"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" GET / HTTP/1.1\r\nHost: h\r\n\r\n", "\r\n GET / HTTP/1.1\r\n\r\n", "\tGET / HTTP/1.1\r\n\r\n"})
    void aBlankBeforeARequestIsMalformed(String request) throws IOException {
        long malformed = counted("connections.malformed.HTTP");
        try (RawSocket socket = new RawSocket(node.address())) {
            socket.send("GET /http/static.txt HTTP/1.1\r\nHost: h\r\n\r\n" + request);

            assertThat(socket.response().status()).isEqualTo(200);
            assertThat(socket.response().status()).isEqualTo(400);
            assertThat(socket.isClosedByServer()).isTrue();
        }

        assertThat(counted("connections.malformed.HTTP")).isEqualTo(malformed + 1);
    }

    @Test
    void connectionsAndTheirBytesAreCounted() throws IOException {
        long connections = counted("connections.HTTP");
        long received = counted("received.bytes.HTTP");
        long sent = counted("sent.bytes.HTTP");
        String request = "GET /http/static.txt HTTP/1.1\r\nHost: h\r\n\r\n";

        ask(request);

        assertThat(counted("connections.HTTP")).isEqualTo(connections + 1);
        assertThat(counted("received.bytes.HTTP")).isEqualTo(received + request.length());
        assertThat(counted("sent.bytes.HTTP")).isGreaterThan(sent + "hello world".length());
    }

    private static long counted(String meter) {
        return node.metrics.numbers().get(meter);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | [\"add\",1,2] | 200 | application/json | [3]",
                "application/json | [ \"add\" , 1 , 2 ] | 200 | application/json | [3]",
                "application/json | [5,6] | 200 | application/json | [\"onMessage\",5,6]",
                "application/json | {\"a\":1} | 200 | application/json | [\"onMessage\",{\"a\":1}]",
                "application/json | xx | 200 | application/json | [\"onMessage\",\"xx\"]",
                "application/json | [\"none\"] | 204 | '' | ''",
                "application/json | [\"raw\"] | 200 | text/plain | raw body",
                "application/json | [\"invite\"] | 200 | application/json | [\"ret\"]",
                "application/json; charset=utf-8 | [\"echo\",\"é\"] | 200 | application/json | [\"é\"]",
                "text/plain | [\"add\",1,2] | 200 | text/plain | onMessage[\"add\",1,2]",
                "application/x-www-form-urlencoded | echo&b | 200 | application/x-www-form-urlencoded | b"
            })
    void callsByPostAreAnsweredInTheirFormat(String type, String body, int status, String answerType, String answer)
            throws IOException {
        RawSocket.Response response = post(type, body.getBytes(StandardCharsets.UTF_8));

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("content-type")).isEqualTo(answerType);
        assertThat(response.text()).isEqualTo(answer);
    }

    @Test
    void callsMayBeInAmf() throws IOException {
        byte[] call = Values.write(Amf3Format.INSTANCE, "add", 1, 2);

        RawSocket.Response response = post("application/x-amf", call);

        assertThat(response.header("content-type")).isEqualTo("application/x-amf");
        assertThat(Values.read(Amf3Format.INSTANCE.newReader(response.body()))).containsExactly(3.0);
    }

    @Test
    void aFailedCallIsAnErrorInItsFormat() throws IOException {
        RawSocket.Response failed = post("application/json", "[\"boom\"]".getBytes(StandardCharsets.UTF_8));
        RawSocket.Response missing = post("application/json", "[\"nope\"]".getBytes(StandardCharsets.UTF_8));

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text())
                .isEqualTo("[\"onStatus\",{\"level\":\"error\",\"code\":\"NetConnection.Call.Failed\","
                        + "\"description\":\"my error\"}]");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.text()).contains("Method 'nope' not found on application /http");
    }

    @Test
    void chunkedBodiesAreTaken() throws IOException {
        RawSocket.Response answer = ask("POST /http/ HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n5\r\n[\"add\r\n6\r\n\",1,2]\r\n0\r\n\r\n");

        assertThat(answer.text()).isEqualTo("[3]");
    }

    @Test
    void cookiesGoBothWays() throws IOException {
        RawSocket.Response answer = ask("GET /http/cookie HTTP/1.1\r\nHost: h\r\nCookie: a=b;foo=bar\r\n\r\n");

        assertThat(answer.text()).isEqualTo("[\"bar\"]");
        assertThat(answer.header("set-cookie")).startsWith("key=a%20b;").contains("Path=/p", "Expires=");
    }

    @Test
    void aScriptMayCloseWithAStatus() throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            socket.send("GET /http/close HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(socket.response().status()).isEqualTo(418);
            assertThat(socket.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"PUT, 405", "DELETE, 405", "PUSH, 405", "FOO, 405", "OPTIONS, 200"})
    void methodsSayWhatIsAllowed(String method, int status) throws IOException {
        RawSocket.Response answer = ask(method + " /http/ HTTP/1.1\r\nHost: h\r\nOrigin: http://a.b\r\n\r\n");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("allow")).isEqualTo("GET, HEAD, POST, OPTIONS");
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("http://a.b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "GET /http/ HTTP/1.1\r\nno colon\r\n\r\n",
                "POST /http/ HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                "POST /http/ HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "POST /http/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "\u0001\u0002\u0003 /x HTTP/1.1\r\n\r\n"
            })
    void whatIsMalformedIsRefusedAndTheConnectionEnds(String request) throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            socket.send(request);

            assertThat(socket.response().status()).isEqualTo(400);
            assertThat(socket.isClosedByServer()).isTrue();
        }
    }

    @Test
    void limitsAreKept() throws IOException {
        assertThat(ask("GET /" + "a".repeat(HttpSettings.MOST_LINE) + " HTTP/1.1\r\n\r\n")
                        .status())
                .isEqualTo(414);
        assertThat(ask("GET / HTTP/1.1\r\nX: " + "a".repeat(HttpSettings.MOST_HEADERS) + "\r\n\r\n")
                        .status())
                .isEqualTo(431);
        assertThat(ask("POST /http/ HTTP/1.1\r\nHost: h\r\nContent-Length: " + (HttpSettings.MOST_BODY + 1) + "\r\n\r\n"
                                + "a".repeat(HttpSettings.MOST_BODY + 1))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void anOldClientIsClosedUnlessItAsksToStay() throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            socket.send("GET /http/static.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(socket.response().header("connection")).isEqualTo("keep-alive");
            socket.send("GET /http/static.txt HTTP/1.0\r\n\r\n");
            assertThat(socket.response().status()).isEqualTo(200);
            assertThat(socket.isClosedByServer()).isTrue();
        }
    }

    @Test
    void silenceEndsTheConnectionAfterTheApplicationsOwnTimeout() throws IOException {
        APPLICATIONS.parameters = Map.of("timeout", "1");
        try (RawSocket socket = new RawSocket(node.address())) {
            long startNanos = System.nanoTime();
            socket.send("GET /http/static.txt HTTP/1.1\r\nHost: h\r\n\r\n").response();

            assertThat(socket.isClosedByServer()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 200, Index of", "false, 403, Forbidden", "index.html, 200, index", "add, 500, ''"})
    void anApplicationDecidesWhatItsFolderShows(String index, int status, String text) throws IOException {
        APPLICATIONS.parameters = Map.of("index", index.equals("add") ? "boom" : index);

        RawSocket.Response answer = ask("GET /withindex/ HTTP/1.1\r\nHost: h\r\n\r\n");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains(text);
    }

    @Test
    void aListingIsSorted() throws IOException {
        String up = ask("GET /http/ HTTP/1.1\r\nHost: h\r\n\r\n").text();
        String down = ask("GET /http/?N=D HTTP/1.1\r\nHost: h\r\n\r\n").text();

        assertThat(up)
                .containsSubsequence("dir/", "noext_", "page.htm", "static.txt")
                .doesNotContain("lua", "hidden");
        assertThat(down).containsSubsequence("static.txt", "page.htm", "noext_", "dir/");
    }

    private static RawSocket.Response ask(String request) throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            return socket.send(request).response();
        }
    }

    private static RawSocket.Response post(String type, byte[] body) throws IOException {
        try (RawSocket socket = new RawSocket(node.address())) {
            socket.send("POST /http/ HTTP/1.1\r\nHost: h\r\nContent-Type: " + type + "\r\nContent-Length: "
                    + body.length + "\r\n\r\n");
            return socket.send(body).response();
        }
    }
}
