package io.monaserver.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Section {@code script}: what an application's Lua code may use.
 *
 * @param budget how long one call into a script may run before it is stopped with an error
 * @param memory bytes that one call may allocate before it is stopped with an error
 * @param queue events that may wait for the lane; requests beyond are refused, media beyond is dropped
 * @param coroutines that may be alive at once, each a thread
 * @param dns how long one look-up of a host's name may take
 * @param compatibility which form wins where the original's documents and its code clash
 */
public record ScriptConfig(
        Duration budget, long memory, int queue, int coroutines, Duration dns, Compatibility compatibility) {

    /** Whose word counts where the original's documents and its code disagree. */
    public enum Compatibility {
        /** The documents. */
        API,
        /** The code. */
        ORIGINAL
    }

    static final Key<Duration> BUDGET = Key.duration(
            "script.budget", Duration.ofSeconds(5), Duration.ofMillis(10), Duration.ofHours(1), ChronoUnit.SECONDS);
    static final Key<Long> MEMORY = Key.bytes("script.memory", 256L << 20, 1 << 20, 1L << 40);
    static final Key<Integer> QUEUE = Key.integer("script.queue", 65_536, 16, 1 << 24);
    static final Key<Integer> COROUTINES = Key.integer("script.coroutines", 1000, 0, 100_000);
    static final Key<Duration> DNS = Key.duration(
            "script.dns", Duration.ofSeconds(2), Duration.ofMillis(10), Duration.ofMinutes(1), ChronoUnit.SECONDS);
    static final Key<Compatibility> COMPATIBILITY = Key.choice("script.compatibility", Compatibility.API);

    static final List<Key<?>> KEYS = List.of(BUDGET, MEMORY, QUEUE, COROUTINES, DNS, COMPATIBILITY);

    static ScriptConfig read(Settings settings) {
        return new ScriptConfig(
                settings.get(BUDGET),
                settings.get(MEMORY),
                settings.get(QUEUE),
                settings.get(COROUTINES),
                settings.get(DNS),
                settings.get(COMPATIBILITY));
    }
}
