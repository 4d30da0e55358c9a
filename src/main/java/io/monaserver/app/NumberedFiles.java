package io.monaserver.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingPolicy;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.TriggeringPolicy;
import ch.qos.logback.core.rolling.helper.CompressionMode;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.monaserver.config.LogsConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The original's log files: {@code log.0} is written, and becomes {@code log.1} when it is full. */
final class NumberedFiles extends ContextAwareBase implements RollingPolicy, TriggeringPolicy<ILoggingEvent> {

    private final LogsConfig config;
    private boolean isStarted;

    NumberedFiles(LogsConfig config) {
        this.config = config;
    }

    @Override
    public String getActiveFileName() {
        return config.rotation() == 0
                ? config.directory().resolve(config.name()).toString()
                : file(0).toString();
    }

    @Override
    public boolean isTriggeringEvent(File active, ILoggingEvent event) {
        return config.rotation() > 0 && config.maxSize() > 0 && active.length() >= config.maxSize();
    }

    @Override
    public void rollover() {
        try {
            Files.deleteIfExists(file(config.rotation() - 1));
            for (int index = config.rotation() - 2; index >= 0; index--) {
                if (Files.exists(file(index))) {
                    Files.move(file(index), file(index + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new RolloverFailure(config.directory() + ": log files cannot be renamed", e);
        }
    }

    @Override
    public CompressionMode getCompressionMode() {
        return CompressionMode.NONE;
    }

    @Override
    public void setParent(FileAppender<?> parent) {}

    @Override
    public void start() {
        isStarted = true;
    }

    @Override
    public void stop() {
        isStarted = false;
    }

    @Override
    public boolean isStarted() {
        return isStarted;
    }

    private Path file(int index) {
        return config.directory().resolve(config.name() + "." + index);
    }
}
