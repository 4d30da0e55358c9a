package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.common.Clock;
import io.monaserver.testkit.FlvTags;
import io.monaserver.testkit.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts do to have media in files. */
class MediaWriterTest {

    private static final String MAIN = """
            local key, sound = "\\23\\1\\0\\0\\0\\1\\2", "\\47\\7\\7"
            function onConnection(client)
              function client:flv()
                local writer = mona:createMediaWriter()
                local first = writer:write(2, 40, key)
                return first:sub(1, 3), #first, #writer:write(1, 50, sound), #writer:write(0, 60, "x")
              end
              function client:ts()
                local writer = mona:createMediaWriter("mp2t")
                local first = writer:write(1, 40, sound)
                return #first, first:byte(1), #writer:write(1, 50, sound), #writer:write(0, 60, "x")
              end
              function client:wrong() return mona:createMediaWriter():write(9, 0, key) end
              function client:record(name)
                local publication = mona:publish(name, "record")
                publication:pushVideo(1000, key)
                publication:pushAudio(1010, sound)
                publication:flush()
                publication:close()
              end
            end
            """;

    @TempDir
    Path dir;

    private ScriptFixture fixture;
    private TestClient client;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(dir.resolve("www/app"));
        Files.writeString(dir.resolve("www/app/main.lua"), MAIN);
        fixture = new ScriptFixture(dir, Clock.SYSTEM);
        client = fixture.connected("/app");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void flvBeginsWithItsHeader() {
        assertThat(fixture.answer(client, "flv", "[]")).isEqualTo("[\"FLV\",35,18,16]");
    }

    @Test
    void transportStreamConsistsOfPackets() {
        assertThat(fixture.answer(client, "ts", "[]")).isEqualTo("[564,71,188,0]");
    }

    @Test
    void trackThatIsNoneIsRefused() {
        assertThat(fixture.answer(client, "wrong", "[]")).doesNotContain("FLV");
    }

    @Test
    void publicationOfAScriptIsRecordedInItsApplicationsFolder() {
        fixture.answer(client, "record", "[\"show\"]");

        Path file = dir.resolve("www/app/show.flv");
        await().untilAsserted(() -> assertThat(FlvTags.read(Files.readAllBytes(file)))
                .extracting(FlvTags.Tag::type)
                .containsExactly(18, 9, 8));
        assertThat(fixture.answer(client, "record", "[\"../show\"]")).isEqualTo("nothing");
        assertThat(dir.resolve("www/show.flv")).doesNotExist();
    }
}
