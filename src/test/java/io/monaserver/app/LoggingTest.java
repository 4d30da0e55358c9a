package io.monaserver.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.monaserver.config.LogsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.TypeConversionException;

class LoggingTest {

    @TempDir
    Path dir;

    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ROOT");

    @AfterEach
    void detach() {
        root.getAppender("files").stop();
        root.detachAppender("files");
    }

    @Test
    void fullFilesAreNumberedAndTheOldestGoes() throws Exception {
        Logging.toFiles(new LogsConfig(dir, "log", 3, 100));

        for (int line = 0; line < 8; line++) {
            root.error("line {} {}", line, "x".repeat(100));
        }

        assertThat(Files.list(dir).map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("log.0", "log.1", "log.2");
        assertThat(Files.readString(dir.resolve("log.0"))).contains("line 7").doesNotContain("line 6");
        assertThat(Files.readString(dir.resolve("log.2"))).contains("line 5");
    }

    @Test
    void withoutRotationThereIsOneFile() throws Exception {
        Logging.toFiles(new LogsConfig(dir.resolve("new"), "all", 0, 10));

        root.error("first");
        root.error("second");

        assertThat(Files.readString(dir.resolve("new/all"))).contains("first").contains("second");
    }

    @ParameterizedTest
    @CsvSource({"0, NONE", "6, INFO", "8, TRACE", "note, NOTE", "Debug, DEBUG"})
    void levelsHaveNumbersAndNames(String text, LogLevel level) {
        Logging.toFiles(new LogsConfig(dir, "log", 1, 0));

        assertThat(new LogLevel.Converter().convert(text)).isEqualTo(level);
        assertThatThrownBy(() -> new LogLevel.Converter().convert("9")).isInstanceOf(TypeConversionException.class);
    }
}
