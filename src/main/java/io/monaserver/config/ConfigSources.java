package io.monaserver.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration comes from, as the command line says.
 *
 * @param dir holds {@code cluster.conf}, {@code MonaServer.ini}, {@code www} and {@code data}
 * @param isDirGiven whether the command line named it
 * @param file a further file, read last
 * @param assignments {@code KEY=VALUE}, over everything else
 * @param facts values for scripts that no key sets: the program's name, its arguments
 */
public record ConfigSources(
        Path dir, boolean isDirGiven, @Nullable Path file, List<String> assignments, Map<String, String> facts) {

    /** Copies the collections. */
    public ConfigSources {
        assignments = List.copyOf(assignments);
        facts = Map.copyOf(facts);
    }

    /** A folder and nothing else. */
    public static ConfigSources of(Path dir) {
        return new ConfigSources(dir, true, null, List.of(), Map.of());
    }
}
