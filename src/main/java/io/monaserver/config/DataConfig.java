package io.monaserver.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Section {@code data}: what scripts keep from one start to the next.
 *
 * @param delay within which a change is on disk; what a killed server loses at most
 * @param maxBytes of memory that all values of all applications may take
 */
public record DataConfig(Duration delay, long maxBytes) {

    static final Key<Duration> DELAY = Key.duration(
            "data.delay", Duration.ofMillis(100), Duration.ofMillis(2), Duration.ofMinutes(1), ChronoUnit.MILLIS);
    static final Key<Long> MAX_BYTES = Key.bytes("data.maxBytes", 512L << 20, 1 << 20, 1L << 40);

    static final List<Key<?>> KEYS = List.of(DELAY, MAX_BYTES);

    static DataConfig read(Settings settings) {
        return new DataConfig(settings.get(DELAY), settings.get(MAX_BYTES));
    }
}
