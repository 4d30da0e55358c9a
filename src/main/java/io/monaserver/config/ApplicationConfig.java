package io.monaserver.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Section {@code application}: where applications and their data are.
 *
 * @param dir holds the two folders
 * @param www one folder per application
 * @param data what scripts keep
 */
public record ApplicationConfig(Path dir, Path www, Path data) {

    static final Key<String> DIR =
            Key.text("application.dir", "", "a folder that holds www and data; unset: that of --dir");

    static final List<Key<?>> KEYS = List.of(DIR);

    /** The command line's folder beats the key. */
    static ApplicationConfig read(Settings settings, ConfigSources sources) {
        String named = settings.get(DIR);
        Path dir = sources.isDirGiven() ? sources.dir() : sources.dir().resolve(named);
        Path absolute = dir.toAbsolutePath().normalize();
        settings.publish(DIR.name(), absolute.toString());
        return new ApplicationConfig(absolute, absolute.resolve("www"), absolute.resolve("data"));
    }
}
