package io.monaserver.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One setting: its name, its default and the values it takes.
 *
 * @param name {@code section.key} in its canonical spelling; found in any case
 * @param fallback the value when no source sets it
 * @param expected what is allowed, in words
 * @param parser from text; refuses with an {@link IllegalArgumentException}
 * @param printer back to the text that scripts see
 */
record Key<T>(String name, T fallback, String expected, Function<String, T> parser, Function<T, String> printer) {

    private static final int MAX_PORT = 65_535;

    static Key<Integer> integer(String name, int fallback, int min, int max) {
        return new Key<>(
                name,
                fallback,
                "a whole number from " + min + " to " + max,
                text -> (int) within(Long.parseLong(text), min, max),
                Object::toString);
    }

    /** A whole number that an {@code int} may not hold. */
    static Key<Long> whole(String name, long fallback, long min, long max) {
        return new Key<>(
                name,
                fallback,
                "a whole number from " + min + " to " + max,
                text -> within(Long.parseLong(text), min, max),
                Object::toString);
    }

    /** A port to listen on; 0 disables what would listen. */
    static Key<Integer> port(String name, int fallback) {
        return integer(name, fallback, 0, MAX_PORT);
    }

    /** A number of bytes, plain or with a unit of 1024: {@code 64 KiB}, {@code 8 MiB}. */
    static Key<Long> bytes(String name, long fallback, long min, long max) {
        return new Key<>(
                name,
                fallback,
                "a number of bytes from " + min + " to " + max + ", also with KiB, MiB or GiB",
                text -> within(parseBytes(text), min, max),
                Object::toString);
    }

    static Key<Boolean> flag(String name, boolean fallback) {
        return new Key<>(name, fallback, "true or false", Key::parseFlag, Object::toString);
    }

    static Key<String> text(String name, String fallback, String expected) {
        return new Key<>(name, fallback, expected, Function.identity(), Function.identity());
    }

    /** Text that nobody else is shown, scripts and other servers neither. */
    static Key<String> secret(String name, String expected) {
        return new Key<>(name, "", expected, Function.identity(), text -> "");
    }

    static <E extends Enum<E>> Key<E> choice(String name, E fallback) {
        List<E> values = Arrays.asList(fallback.getDeclaringClass().getEnumConstants());
        String expected = values.stream().map(Key::lowerCase).collect(Collectors.joining(" or "));
        return new Key<>(
                name,
                fallback,
                expected,
                text -> values.stream()
                        .filter(value -> lowerCase(value).equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(text)),
                Key::lowerCase);
    }

    /** A length of time: a plain number counts in {@code unit}; {@code 500 ms} and {@code 5 s} say theirs. */
    static Key<Duration> duration(String name, Duration fallback, Duration min, Duration max, ChronoUnit unit) {
        String expected = (unit == ChronoUnit.MILLIS ? "milliseconds" : "seconds") + " from " + count(min, unit)
                + " to " + count(max, unit) + ", also with ms, s, min or h";
        return new Key<>(
                name,
                fallback,
                expected,
                text -> {
                    Duration value = parseDuration(text, unit);
                    within(value.toMillis(), min.toMillis(), max.toMillis());
                    return value;
                },
                value -> count(value, unit));
    }

    /** A name without a path. */
    static Key<String> fileName(String name, String fallback) {
        return new Key<>(
                name,
                fallback,
                "a file name without a path",
                text -> {
                    if (text.isEmpty() || text.contains("/") || text.contains("\\")) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                },
                Function.identity());
    }

    /** The part before the first dot; empty for a key of the top level. */
    static String section(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    String print(T value) {
        return printer.apply(value);
    }

    private static long within(long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(value + " (expected: " + min + " to " + max + ")");
        }
        return value;
    }

    private static boolean parseFlag(String text) {
        if (Stream.of("true", "yes", "on", "1").anyMatch(text::equalsIgnoreCase)) {
            return true;
        }
        if (Stream.of("false", "no", "off", "0").anyMatch(text::equalsIgnoreCase)) {
            return false;
        }
        throw new IllegalArgumentException(text);
    }

    private static long parseBytes(String text) {
        int split = unitStart(text);
        long number = Long.parseLong(text.substring(0, split).trim());
        return switch (text.substring(split).trim().toLowerCase(Locale.ROOT)) {
            case "", "b" -> number;
            case "k", "kib" -> Math.multiplyExact(number, 1L << 10);
            case "m", "mib" -> Math.multiplyExact(number, 1L << 20);
            case "g", "gib" -> Math.multiplyExact(number, 1L << 30);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Duration parseDuration(String text, ChronoUnit unit) {
        int split = unitStart(text);
        long number = Long.parseLong(text.substring(0, split).trim());
        ChronoUnit given = switch (text.substring(split).trim().toLowerCase(Locale.ROOT)) {
            case "" -> unit;
            case "ms" -> ChronoUnit.MILLIS;
            case "s", "second", "seconds" -> ChronoUnit.SECONDS;
            case "m", "min", "minute", "minutes" -> ChronoUnit.MINUTES;
            case "h", "hour", "hours" -> ChronoUnit.HOURS;
            default -> throw new IllegalArgumentException(text);
        };
        return Duration.of(number, given);
    }

    private static int unitStart(String text) {
        int end = text.length();
        while (end > 0 && !Character.isDigit(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** In whole units where that loses nothing, else in milliseconds with their unit. */
    private static String count(Duration value, ChronoUnit unit) {
        long units = value.dividedBy(unit.getDuration());
        return unit.getDuration().multipliedBy(units).equals(value) ? Long.toString(units) : value.toMillis() + " ms";
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
