package io.monaserver.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The keys in the code, in docs/configuration.md and in the shipped cluster.conf are the same. */
class ConfigDocumentationTest {

    private static final Map<String, String> SHIPPED = Map.of("HTTP.port", "8080", "servers.port", "25520");

    @Test
    void everyKeyIsDocumentedWithDefaultAndLimits() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs/configuration.md")).stream()
                .filter(line -> line.matches("\\| `[A-Za-z.]+` \\| (unset|`.*`) \\|.*"))
                .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', line.indexOf('|', 2) + 1) + 1)))
                .map(String::trim)
                .toList();
        List<String> expected = ServerConfig.KEYS.keys().stream()
                .map(ConfigDocumentationTest::row)
                .toList();

        assertThat(rows).containsExactlyElementsOf(expected);
    }

    @Test
    void shippedFileHasEveryKeyWithItsDefault() throws IOException {
        Map<String, String> shipped = new TreeMap<>();
        Config active = parse(Files.readString(Path.of("cluster.conf")));
        active.entrySet().forEach(entry -> {
            String value = entry.getValue().unwrapped().toString();
            shipped.put(entry.getKey(), value);
        });

        shipped.forEach((name, value) -> {
            Settings settings = new Settings();
            settings.put(name, value, "cluster.conf");
            String canonical = keyOf(name).name();
            assertThat(effective(settings, keyOf(name)))
                    .as(name)
                    .isEqualTo(SHIPPED.getOrDefault(canonical, printDefault(keyOf(name))));
            assertThat(name).isEqualTo(canonical);
        });
    }

    @Test
    void shippedFileExplainsEveryKey() throws IOException {
        String uncommented = Files.readString(Path.of("cluster.conf"))
                .lines()
                .map(line -> line.replaceFirst("^(\\s*)# (\\w+ = )", "$1$2"))
                .collect(Collectors.joining("\n"));

        assertThat(new TreeSet<>(parse(uncommented).entrySet().stream()
                        .map(Map.Entry::getKey)
                        .toList()))
                .isEqualTo(ServerConfig.KEYS.keys().stream()
                        .map(Key::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Config parse(String text) {
        return ConfigFactory.parseString(text).getConfig("mona");
    }

    private static Key<?> keyOf(String name) {
        return ServerConfig.KEYS.keys().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("cluster.conf: " + name + " is no key"));
    }

    private static <T> String row(Key<T> key) {
        String fallback = key.print(key.fallback());
        return "| `" + key.name() + "` | " + (fallback.isEmpty() ? "unset" : "`" + fallback + "`") + " | "
                + key.expected();
    }

    private static <T> String printDefault(Key<T> key) {
        return key.print(key.fallback());
    }

    private static <T> String effective(Settings settings, Key<T> key) {
        String text = key.print(settings.get(key));
        assertThat(settings.faults()).isEmpty();
        return text;
    }
}
