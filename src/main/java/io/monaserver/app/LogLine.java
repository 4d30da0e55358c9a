package io.monaserver.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * One event as text: {@code 23/11 00:50:43.091 INFO  lane ApplicationTree session message}, and a stack trace below.
 * Logback's patterns could say the same, but a start would wait for the hundred classes that read them.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {

    private static final int LEVEL_WIDTH = 5;

    private final ZoneId zone = ZoneId.systemDefault();

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(128);
        time(line, LocalDateTime.ofInstant(event.getInstant(), zone));
        String level = event.getLevel().toString();
        line.append(' ').append(level);
        line.append(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length())));
        line.append(' ').append(event.getThreadName());
        String logger = event.getLoggerName();
        line.append(' ').append(logger, logger.lastIndexOf('.') + 1, logger.length());
        line.append(' ').append(event.getMDCPropertyMap().getOrDefault("session", ""));
        line.append(' ').append(event.getFormattedMessage()).append(System.lineSeparator());
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }

    private static void time(StringBuilder line, LocalDateTime time) {
        two(line, time.getDayOfMonth()).append('/');
        two(line, time.getMonthValue()).append(' ');
        two(line, time.getHour()).append(':');
        two(line, time.getMinute()).append(':');
        two(line, time.getSecond()).append('.');
        int millis = time.getNano() / 1_000_000;
        two(line.append(millis / 100), millis % 100);
    }

    private static StringBuilder two(StringBuilder line, int number) {
        return line.append(number / 10).append(number % 10);
    }
}
