package io.monaserver.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Section {@code logs}.
 *
 * @param directory where the files are
 * @param name their common name: {@code name.0} is the newest
 * @param rotation number of files kept; 0: one file, without a number
 * @param maxSize bytes per file; 0: it grows without end
 */
public record LogsConfig(Path directory, String name, int rotation, long maxSize) {

    static final Key<String> DIRECTORY = Key.text("logs.directory", "", "a folder; unset: logs beside www");
    static final Key<String> NAME = Key.fileName("logs.name", "log");
    static final Key<Integer> ROTATION = Key.integer("logs.rotation", 10, 0, 10_000);
    static final Key<Long> MAX_SIZE = Key.bytes("logs.maxSize", 1_000_000, 0, 1L << 40);

    static final List<Key<?>> KEYS = List.of(DIRECTORY, NAME, ROTATION, MAX_SIZE);

    static LogsConfig read(Settings settings, Path dir) {
        String directory = settings.get(DIRECTORY);
        Path folder = dir.resolve(directory.isEmpty() ? "logs" : directory);
        settings.publish(DIRECTORY.name(), folder.toString());
        return new LogsConfig(folder, settings.get(NAME), settings.get(ROTATION), settings.get(MAX_SIZE));
    }
}
