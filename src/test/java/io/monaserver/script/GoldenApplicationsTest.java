package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.monaserver.common.Clock;
import io.monaserver.testkit.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What was recorded of inheritance, file functions and the application tree. */
class GoldenApplicationsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path dir;

    private static ScriptFixture fixture;

    @BeforeAll
    static void start() throws IOException {
        copy(GOLDEN.resolve("www/inh"), dir.resolve("www/inh"));
        Files.writeString(dir.resolve("www/main.lua"), "");
        fixture = new ScriptFixture(dir, Clock.SYSTEM);
        fixture.disconnect(fixture.connected("/inh/sub/deep"));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> recordedCases() throws IOException {
        return Files.readAllLines(GOLDEN.resolve("apps.jsonl")).stream()
                .map(GoldenApplicationsTest::parse)
                .filter(GoldenApplicationsTest::isOwed)
                .map(node -> DynamicTest.dynamicTest(node.get("name").asText(), () -> check(node)));
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The persistent {@code data} comes with a later issue; where a file is looked for depends on the machine. */
    private static boolean isOwed(JsonNode node) {
        String code = node.get("code").asText();
        return node.get("follow").asText().equals("exact") && !code.contains("data") && !code.contains("nomod.lua");
    }

    private static void check(JsonNode node) {
        TestClient client = fixture.connected(node.get("app").asText());
        String argument = JSON.createArrayNode()
                .add(JSON.createObjectNode().put("code", node.get("code").asText()))
                .toString();

        String answer = fixture.answer(client, "run", argument);

        fixture.disconnect(client);
        String expected = node.get("body").get("text").asText();
        assertThat(answer).isEqualTo(expected.replace("${WWW}", fixture.www.toString()));
    }
}
