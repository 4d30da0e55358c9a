package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.codec.json.JsonFormat;
import io.monaserver.common.Clock;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Client;
import io.monaserver.testkit.TestClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one application does never costs another its time, its files or its limits. */
class IsolationTest {

    private static final String HOSTILE = "function onConnection(c) function c:loop() while true do end end end";
    private static final String POLITE = "function onConnection(c) function c:hello() return 1 end end";

    @TempDir
    Path dir;

    private ScriptFixture fixture;

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private void start(String... settings) {
        fixture = new ScriptFixture(dir, Clock.SYSTEM, settings);
    }

    private void call(Client client, String name, String label, List<String> answered) {
        fixture.applications.tell(new ApplicationEvent.Called(
                client,
                name,
                JsonFormat.INSTANCE.newReader("[]".getBytes(StandardCharsets.UTF_8)),
                outcome -> answered.add(label)));
    }

    @Test
    void nobodyWaitsForMoreThanOneCallOfAnotherApplication() {
        start("script.budget=300ms", "script.breaches=0");
        fixture.write("hostile", HOSTILE);
        fixture.write("polite", POLITE);
        TestClient attacker = fixture.connected("/hostile");
        TestClient client = fixture.connected("/polite");
        List<String> answered = new CopyOnWriteArrayList<>();

        for (int i = 0; i < 4; i++) {
            call(attacker, "loop", "loop", answered);
        }
        call(client, "hello", "hello", answered);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> answered.size() == 5);
        assertThat(answered.indexOf("hello")).isLessThanOrEqualTo(1);
    }

    @Test
    void anApplicationGoesOnHoweverOftenItIsStoppedWhereThatIsConfigured() {
        start("script.budget=10ms", "script.breaches=0");
        fixture.write("hostile", HOSTILE);
        TestClient attacker = fixture.connected("/hostile");

        for (int i = 0; i < 5; i++) {
            assertThat(fixture.answer(attacker, "loop", "[]")).contains("time budget used up: 10 ms");
        }
        fixture.connected("/hostile");
    }

    @Test
    void stepsAndDepthAreAsConfigured() {
        start("script.steps=100000", "script.depth=500");
        fixture.write("a", """
                function onConnection(c)
                  function c:count(n) local x = 0 for i = 1, n do x = x + i end return x end
                  function c:nest(n) if n == 0 then return 0 end return 1 + self:nest(n - 1) end
                end
                """);
        TestClient client = fixture.connected("/a");

        assertThat(fixture.answer(client, "count", "[1000]")).isEqualTo("[500500]");
        assertThat(fixture.answer(client, "count", "[1000000]"))
                .isEqualTo("failed: www/a/main.lua:2: step budget used up: 100000 steps (key script.steps)");
        assertThat(fixture.answer(client, "nest", "[400]")).isEqualTo("[400]");
        assertThat(fixture.answer(client, "nest", "[600]")).contains("stack overflow");
    }

    @Test
    void filesAreThoseOfTheOwnFolderAndOfConfiguredOnes() throws IOException {
        Path shared = Files.createDirectories(dir.resolve("shared"));
        Files.writeString(shared.resolve("s.txt"), "shared");
        Path www = Files.createDirectories(dir.resolve("www"));
        Files.writeString(www.resolve("main.lua"), """
                function readRoot(name) return io.open(name):read("*a") end
                """);
        Files.writeString(www.resolve("root.txt"), "root");
        start("script.folders=shared; other");
        fixture.write("a", """
                local function read(name, mode)
                  local file, text = io.open(name, mode)
                  return file and file:read("*a") or text:match("[^:]*$")
                end
                function onConnection(c)
                  function c:try(name, mode) return read(name, mode) end
                  function c:inherited() return readRoot("root.txt") end
                  function c:borrowed(name) return (super.io.open(name)) end
                  function c:rename() return os.rename("own.txt", "new.txt"), os.rename("new.txt", "x.lua"),
                    os.remove("new.txt"), (os.remove("main.lua")) end
                end
                """);
        Files.writeString(fixture.www.resolve("a/own.txt"), "own");
        TestClient client = fixture.connected("/a");

        assertThat(fixture.answer(client, "try", "[\"own.txt\"]")).isEqualTo("[\"own\"]");
        assertThat(fixture.answer(client, "try", "[\"" + shared.resolve("s.txt") + "\"]"))
                .isEqualTo("[\"shared\"]");
        assertThat(fixture.answer(client, "try", "[\"../root.txt\"]")).isEqualTo("[\" Permission denied\"]");
        assertThat(fixture.answer(client, "try", "[\"main.lua\",\"a\"]")).isEqualTo("[\" Permission denied\"]");
        assertThat(fixture.answer(client, "inherited", "[]")).isEqualTo("[\"root\"]");
        assertThat(fixture.answer(client, "borrowed", "[\"../root.txt\"]")).isEqualTo("[null]");
        assertThat(fixture.answer(client, "rename", "[]")).isEqualTo("[true,null,true,null]");
    }

    @Test
    void environmentsOfEventFunctionsCanBeReadAndSet() {
        start();
        fixture.write("a", """
                function onManage() return marker end
                local same = getfenv(onManage) == this and getfenv(0) == this
                setfenv(onManage, {marker = "other"})
                function onConnection(c)
                  function c:seen() return same, onManage(), debug.getinfo(onManage, "S").linedefined end
                end
                """);

        assertThat(fixture.answer(fixture.connected("/a"), "seen", "[]")).isEqualTo("[true,\"other\",1]");
    }
}
