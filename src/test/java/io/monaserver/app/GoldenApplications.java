package io.monaserver.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.monaserver.admin.PrometheusMetrics;
import io.monaserver.config.ConfigException;
import io.monaserver.config.ConfigSources;
import io.monaserver.config.ServerConfig;
import io.monaserver.testkit.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The applications that answered when the original was recorded, on a whole server in this process. */
final class GoldenApplications {

    /** Where the recordings lie, and the applications below {@code www}. */
    static final Path FOLDER = Path.of("src/test/resources/golden");

    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenApplications() {}

    /** Starts a server in this folder, to which the applications are copied. */
    static Node start(Path folder, String... settings) throws IOException, ConfigException {
        try (Stream<Path> files = Files.walk(FOLDER.resolve("www"))) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(FOLDER.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("admin.port=0");
        Node node = new Node(
                ServerConfig.load(new ConfigSources(folder, true, null, all, Map.of())), new PrometheusMetrics());
        node.start();
        return node;
    }

    /** What is done with a recorded scene. */
    interface Replay {
        void play(String name, JsonNode scene) throws IOException;
    }

    /** A test for each of the scenes that this file has. */
    static Stream<DynamicTest> scenes(String file, int count, Replay replay) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve(file))) {
            JsonNode scene = JSON.readTree(line);
            String name = scene.get("name").asText();
            tests.add(DynamicTest.dynamicTest(name, () -> replay.play(name, scene)));
        }
        assertThat(tests).hasSize(count);
        return tests.stream();
    }

    /** An address on loopback that nobody listens on. */
    static InetSocketAddress freeAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.next());
    }
}
