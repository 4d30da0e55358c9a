package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.monaserver.common.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Recorded results of {@code data}: the first set, and the second after a restart of the server. */
class GoldenDataTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Strings stay as they are and what was removed stays away, where the original changes them at its next start. */
    private static final Set<String> DEPARTURES = Set.of("data2/str_null", "data2/str_lead0", "data2/remove_table");

    private static final Map<String, JsonNode> RESULTS = new LinkedHashMap<>();
    private static final List<JsonNode> CASES = new ArrayList<>();

    @TempDir
    static Path dir;

    @BeforeAll
    static void run() throws IOException {
        Path work = dir.resolve("www/golden/work");
        Files.createDirectories(work);
        Files.copy(GOLDEN.resolve("www/golden/main.lua"), dir.resolve("www/golden/main.lua"));
        for (String set : List.of("data1", "data2")) {
            Files.writeString(work.resolve(set + ".in.lua"), input(set));
            try (ScriptFixture fixture = new ScriptFixture(dir, Clock.SYSTEM)) {
                assertThat(fixture.answer(fixture.connected("/golden"), "run", "[{\"set\":\"" + set + "\"}]"))
                        .startsWith("[\"done");
            }
            for (String line : Files.readAllLines(work.resolve(set + ".out.jsonl"))) {
                JsonNode result = JSON.readTree(line);
                RESULTS.put(result.get("name").asText(), result);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> recordedCases() {
        return CASES.stream()
                .filter(node -> node.get("follow").asText().equals("exact"))
                .filter(node -> !DEPARTURES.contains(node.get("name").asText()))
                .map(node -> DynamicTest.dynamicTest(node.get("name").asText(), () -> check(node)));
    }

    private static String input(String set) throws IOException {
        StringBuilder input = new StringBuilder("return {");
        for (String line : Files.readAllLines(GOLDEN.resolve("cases.jsonl"))) {
            JsonNode node = JSON.readTree(line);
            if (node.get("set").asText().equals(set)) {
                CASES.add(node);
                String name = node.get("name").asText();
                String lua = node.get("lua").asText();
                input.append("{[==[" + name + "]==],[==[\n" + lua + "]==]},\n");
            }
        }
        return input.append("}").toString();
    }

    private static void check(JsonNode node) {
        JsonNode result = RESULTS.get(node.get("name").asText());
        assertThat(result).isNotNull();
        assertThat(strip(result.get("expect")))
                .as("%s %s", node.get("lua"), result.get("error"))
                .isEqualTo(strip(node.get("expect")));
    }

    /** The readable text beside the bytes is for people. */
    private static JsonNode strip(JsonNode node) {
        if (node == null) {
            return JSON.nullNode();
        }
        JsonNode copy = node.deepCopy();
        copy.findParents("text").forEach(parent -> ((ObjectNode) parent).remove("text"));
        return copy;
    }
}
