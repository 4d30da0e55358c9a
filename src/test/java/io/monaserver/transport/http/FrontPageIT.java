package io.monaserver.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.monaserver.domain.Effect;
import io.monaserver.testkit.Chromium;
import io.monaserver.testkit.FakeApplications;
import io.monaserver.testkit.Ffmpeg;
import io.monaserver.testkit.LivePublisher;
import io.monaserver.testkit.Values;
import io.monaserver.testkit.WebNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A real browser opens the shipped page and really plays what is published. */
class FrontPageIT {

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path folder;

    private static final FakeApplications APPLICATIONS = new FakeApplications(Map.of(
            "join", (client, arguments, effects) -> new Object[0],
            "streams",
                    (client, arguments, effects) -> {
                        Map<String, Object> live = Map.of("name", "live", "listeners", 1, "rate", 400_000);
                        byte[] list = Values.write(client.format(), List.of(live));
                        effects.add(new Effect.Invocation("onStreams", list));
                        return new Object[0];
                    }));

    private static WebNode node;
    private static LivePublisher publisher;

    @BeforeAll
    static void start() throws IOException {
        Ffmpeg.assumeAvailable();
        Chromium.assumeAvailable();
        Path sample = Ffmpeg.sampleFlv(folder.resolve("sample.flv"), 4);
        node = new WebNode(APPLICATIONS.behavior(), Path.of("www"), Duration.ofSeconds(30));
        publisher = new LivePublisher(node, "live", sample);
    }

    @AfterAll
    static void stop() {
        publisher.close();
        node.close();
    }

    @Test
    void aVisitorSeesWhatIsLiveAndPlaysIt() throws Exception {
        try (Chromium browser = new Chromium(folder.resolve("profile"), node.url("/"), 1280, 900)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> browser.evaluate("document.querySelectorAll('#streams button').length")
                                    .asInt()
                            == 1);

            browser.evaluate("document.querySelector('#streams button').click()");

            await().atMost(Duration.ofSeconds(30)).until(() -> {
                JsonNode width = browser.evaluate("document.getElementById('video').videoWidth");
                return width.asInt() == 320;
            });
            double before = time(browser);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(time(browser)).isGreaterThan(before + 1));
            assertThat(browser.evaluate("document.getElementById('screen').dataset.state")
                            .asText())
                    .isEqualTo("playing");
        }
    }

    private static double time(Chromium browser) {
        return browser.evaluate("document.getElementById('video').currentTime").asDouble();
    }
}
