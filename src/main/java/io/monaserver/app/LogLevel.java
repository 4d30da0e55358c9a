package io.monaserver.app;

import ch.qos.logback.classic.Level;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How much is logged, by the original's numbers and names. */
enum LogLevel {
    NONE(0),
    FATAL(1),
    CRITIC(2),
    ERROR(3),
    WARN(4),
    /** Between the two of its neighbours: the lines marked so, and no other information. */
    NOTE(5),
    INFO(6),
    DEBUG(7),
    TRACE(8);

    private final int number;

    LogLevel(int number) {
        this.number = number;
    }

    Level level() {
        return switch (this) {
            case NONE -> Level.OFF;
            case FATAL, CRITIC, ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case NOTE, INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }

    /** What libraries may say at this level: warnings, and more only to those who debug. */
    Level libraryLevel() {
        return switch (this) {
            case NOTE, INFO -> Level.WARN;
            case DEBUG -> Level.INFO;
            case TRACE -> Level.DEBUG;
            case NONE, FATAL, CRITIC, ERROR, WARN -> level();
        };
    }

    /** By number or name, in any case. */
    static final class Converter implements ITypeConverter<LogLevel> {

        @Override
        public LogLevel convert(String text) {
            return Arrays.stream(values())
                    .filter(value -> value.name().equalsIgnoreCase(text)
                            || Integer.toString(value.number).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' (expected: 0 to 8, or "
                            + Arrays.stream(values())
                                    .map(value -> value.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", "))
                            + ")"));
        }
    }
}
