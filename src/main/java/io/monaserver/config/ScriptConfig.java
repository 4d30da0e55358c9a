package io.monaserver.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * Section {@code script}: what an application's Lua code may use.
 *
 * @param budget how long one call into a script may run before it is stopped with an error
 * @param steps calls and loop rounds that one call may make, 0 for no limit
 * @param memory bytes that one call may allocate before it is stopped with an error
 * @param depth calls of functions that may be nested
 * @param breaches calls stopped in a minute after which the application is stopped, 0 for never
 * @param queue events that may wait for the lane; requests beyond are refused, media beyond is dropped
 * @param coroutines that may be alive at once, each a thread
 * @param dns how long one look-up of a host's name may take
 * @param socketBuffer bytes that may wait in one socket of a script, to be sent or to be dealt with
 * @param folders that files of scripts may lie in, beside their application's own
 * @param modules a folder of jars with modules written in Java, empty for none
 * @param compatibility which form wins where the original's documents and its code clash
 * @param conversions what one conversion between Lua and a format may take
 */
public record ScriptConfig(
        Duration budget,
        long steps,
        long memory,
        int depth,
        int breaches,
        int queue,
        int coroutines,
        Duration dns,
        long socketBuffer,
        List<String> folders,
        String modules,
        Compatibility compatibility,
        Conversions conversions) {

    /**
     * What one conversion between Lua and a format may take; beyond it the script gets an error.
     *
     * @param depth tables in tables
     * @param bytes of data read or written
     * @param references to tables that were there before
     */
    public record Conversions(int depth, long bytes, int references) {}

    /** Whose word counts where the original's documents and its code disagree. */
    public enum Compatibility {
        /** The documents. */
        API,
        /** The code. */
        ORIGINAL
    }

    static final Key<Duration> BUDGET = Key.duration(
            "script.budget", Duration.ofSeconds(5), Duration.ofMillis(10), Duration.ofHours(1), ChronoUnit.SECONDS);
    static final Key<Long> STEPS = Key.whole("script.steps", 0, 0, 1L << 50);
    static final Key<Long> MEMORY = Key.bytes("script.memory", 256L << 20, 1 << 20, 1L << 40);
    static final Key<Integer> DEPTH = Key.integer("script.depth", 6000, 100, 200_000);
    static final Key<Integer> BREACHES = Key.integer("script.breaches", 3, 0, 1000);
    static final Key<Integer> QUEUE = Key.integer("script.queue", 65_536, 16, 1 << 24);
    static final Key<Integer> COROUTINES = Key.integer("script.coroutines", 1000, 0, 100_000);
    static final Key<Duration> DNS = Key.duration(
            "script.dns", Duration.ofSeconds(2), Duration.ofMillis(10), Duration.ofMinutes(1), ChronoUnit.SECONDS);
    static final Key<Long> SOCKET_BUFFER = Key.bytes("script.socketBuffer", 4L << 20, 1 << 16, 1L << 30);
    static final Key<String> FOLDERS = Key.text(
            "script.folders", "", "folders, several separated by semicolons, relative to that which holds www");
    static final Key<String> MODULES = Key.text("script.modules", "", "a folder, relative to that which holds www");
    static final Key<Integer> CONVERSION_DEPTH = Key.integer("script.conversionDepth", 128, 1, 128);
    static final Key<Long> CONVERSION_BYTES = Key.bytes("script.conversionSize", 16L << 20, 1 << 10, 1L << 30);
    static final Key<Integer> CONVERSION_REFERENCES = Key.integer("script.conversionReferences", 65_536, 0, 1 << 24);
    static final Key<Compatibility> COMPATIBILITY = Key.choice("script.compatibility", Compatibility.API);

    static final List<Key<?>> KEYS = List.of(
            BUDGET,
            STEPS,
            MEMORY,
            DEPTH,
            BREACHES,
            QUEUE,
            COROUTINES,
            DNS,
            SOCKET_BUFFER,
            FOLDERS,
            MODULES,
            COMPATIBILITY,
            CONVERSION_DEPTH,
            CONVERSION_BYTES,
            CONVERSION_REFERENCES);

    static ScriptConfig read(Settings settings) {
        return new ScriptConfig(
                settings.get(BUDGET),
                settings.get(STEPS),
                settings.get(MEMORY),
                settings.get(DEPTH),
                settings.get(BREACHES),
                settings.get(QUEUE),
                settings.get(COROUTINES),
                settings.get(DNS),
                settings.get(SOCKET_BUFFER),
                split(settings.get(FOLDERS)),
                settings.get(MODULES),
                settings.get(COMPATIBILITY),
                new Conversions(
                        settings.get(CONVERSION_DEPTH),
                        settings.get(CONVERSION_BYTES),
                        settings.get(CONVERSION_REFERENCES)));
    }

    private static List<String> split(String folders) {
        return Stream.of(folders.split(";"))
                .map(String::trim)
                .filter(folder -> !folder.isEmpty())
                .toList();
    }
}
