package io.monaserver.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogLineTest {

    private final Logger logger = new LoggerContext().getLogger("io.monaserver.script.ApplicationTree");

    @Test
    void aLineHasTimeLevelThreadLoggerAndSession() {
        assertThat(new LogLine().doLayout(event(null)))
                .isEqualTo("03/11 00:05:43.009 INFO  lane ApplicationTree 7 application / started"
                        + System.lineSeparator());
    }

    @Test
    void aFailureHasItsStackTraceBelow() {
        assertThat(new LogLine()
                        .doLayout(event(new IllegalStateException("broken", new IllegalArgumentException("cause")))))
                .contains("started" + System.lineSeparator() + "java.lang.IllegalStateException: broken")
                .contains("Caused by: java.lang.IllegalArgumentException: cause")
                .contains("\tat io.monaserver.app.LogLineTest.");
    }

    private LoggingEvent event(@Nullable Throwable failure) {
        LoggingEvent event =
                new LoggingEvent("", logger, Level.INFO, "application {} started", failure, new Object[] {"/"});
        event.setThreadName("lane");
        event.setMDCPropertyMap(Map.of("session", "7"));
        event.setInstant(LocalDateTime.of(2026, 11, 3, 0, 5, 43, 9_000_000)
                .atZone(ZoneId.systemDefault())
                .toInstant());
        return event;
    }
}
