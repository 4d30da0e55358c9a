package io.monaserver.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.admin.PrometheusMetrics;
import io.monaserver.config.ConfigSources;
import io.monaserver.config.ServerConfig;
import io.monaserver.testkit.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client's onRead makes of requests for files, and calls in XML. */
class ReadFileIT {

    private static final String SCRIPT = """
            function onConnection(client)
              function client:onRead(file, query)
                if file == "empty" then return "" end
                if file == "up" then return "../secret.txt" end
                if file == "down" then return "sub/inner.txt" end
                if file == "script" then return "main.lua" end
                if file == "cookie" then client:properties("seen", 1) return "page.html", {name="c"} end
                if file == "broken" then return nil + 1 end
                if file == "no" then return false end
                if file == "code" then self.writer:close(418) return nil end
                if file == "index.html" and query and query.own then return file, {name = "own"} end
                if file:find("tpl") then return "page.html", {name = "robert"} end
              end
              function client:onMessage(text) return #text end
              function client:hello(x) return "hello " .. x end
            end
            """;

    @TempDir
    static Path folder;

    private static Node node;
    private static String base;

    @BeforeAll
    static void start() throws Exception {
        Path app = folder.resolve("www/app");
        Files.createDirectories(app.resolve("sub"));
        Files.writeString(app.resolve("main.lua"), SCRIPT);
        Files.writeString(app.resolve("page.html"), "<b><% name %></b>");
        Files.writeString(app.resolve("index.html"), "<i><% name %></i>");
        Files.writeString(app.resolve("sub/inner.txt"), "inner");
        Files.writeString(folder.resolve("www/secret.txt"), "secret");
        int port = FreePort.next();
        base = "http://127.0.0.1:" + port + "/app/";
        List<String> settings = List.of("http.port=" + port, "rtmp.port=0", "admin.port=0");
        node = new Node(
                ServerConfig.load(new ConfigSources(folder, true, null, settings, Map.of())), new PrometheusMetrics());
        node.start();
    }

    @AfterAll
    static void stop() {
        node.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "page.html, 200, <b><% name %></b>",
        "empty, 404, ",
        "up, 404, ",
        "down, 200, inner",
        "script, 404, ",
        "broken, 500, ",
        "no, 403, ",
        "code, 418, ",
        "x.tpl, 200, <b>robert</b>",
        "tpl2, 200, <b>robert</b>",
        "'', 200, <i><% name %></i>",
        "?name=%3Cx%3E, 200, <i>&lt;x&gt;</i>",
        "?own=1&name=2, 200, <i>own</i>",
    })
    void asksTheScript(String path, int status, String content) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(base + path)));

        assertThat(response.statusCode()).isEqualTo(status);
        if (content != null) {
            assertThat(response.body()).isEqualTo(content);
        }
    }

    @Test
    void cookiesComeWithTheFile() throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(base + "cookie")));

        assertThat(response.headers().firstValue("set-cookie")).contains("seen=1");
        assertThat(response.body()).isEqualTo("<b>c</b>");
    }

    @Test
    void anyXmlReachesTheScript() throws Exception {
        assertThat(post("<methodCall><methodName>hello</methodName><params><param><value>you</value></param></params>"
                        + "</methodCall>"))
                .contains("<string>hello you</string>");
        assertThat(post("<Envelope/>")).contains("<int>11</int>");
    }

    private static String post(String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base)).header("Content-Type", "text/xml");
        HttpResponse<String> response = send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(response.headers().firstValue("content-type")).contains("text/xml");
        return response.body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
