package io.monaserver.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.FilterReply;
import io.monaserver.config.LogsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.SubstituteLoggerFactory;

/**
 * Sets up logback in code, which starts faster than its files: to the console (standard error, so that standard output
 * holds what programs read), and to numbered files once the configuration is known.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    private static final long SET_UP_POLL_NANOS = 1_000_000;

    /** They tell at length of lost connections, taken ports and slow stops, which the server says in one line. */
    private static final List<String> REPEATED = List.of(
            "org.apache.pekko.stream.Materializer",
            "org.apache.pekko.io.TcpListener",
            // A server that came back as another: a line for each message that its old self had under way.
            "org.apache.pekko.remote.artery.compress.InboundActorRefCompression",
            "org.apache.pekko.actor.CoordinatedShutdown");

    private static final List<String> LIBRARIES = List.of("org.apache.pekko", "io.netty");

    /** The console at the default level, until the command line is read. A file for tests takes precedence. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (Logging.class.getResource("/logback-test.xml") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setName("console");
        console.setTarget("System.err");
        attach(context, console);
        setLevel(context, LogLevel.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** How much is logged from now on. */
    static void setLevel(LogLevel level) {
        setLevel(context(), level);
    }

    /** Logs to files as well; a folder that cannot be written is one line and no more. */
    static void toFiles(LogsConfig config) {
        LoggerContext context = context();
        try {
            Files.createDirectories(config.directory());
        } catch (IOException e) {
            LoggerFactory.getLogger(Logging.class)
                    .error("logs.directory: {} (expected: a folder that can be written)", config.directory());
            return;
        }
        NumberedFiles files = new NumberedFiles(config);
        files.start();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName("files");
        appender.setFile(files.getActiveFileName());
        appender.setRollingPolicy(files);
        appender.setTriggeringPolicy(files);
        attach(context, appender);
    }

    /** Writes out what is buffered. */
    static void close() {
        context().stop();
    }

    /** While another thread sets logging up there is a substitute. */
    private static LoggerContext context() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        while (factory instanceof SubstituteLoggerFactory) {
            LockSupport.parkNanos(SET_UP_POLL_NANOS);
            factory = LoggerFactory.getILoggerFactory();
        }
        return (LoggerContext) factory;
    }

    private static void setLevel(LoggerContext context, LogLevel level) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level.level());
        LIBRARIES.forEach(name -> context.getLogger(name).setLevel(level.libraryLevel()));
        REPEATED.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
        NotesOnly.isOn = level == LogLevel.NOTE;
    }

    private static void attach(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
        LogLine layout = new LogLine();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.addFilter(new NotesOnly());
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    /** At level {@code note}: of the informative lines, those marked {@code NOTE}. */
    private static final class NotesOnly extends Filter<ILoggingEvent> {

        private static volatile boolean isOn;

        @Override
        public FilterReply decide(ILoggingEvent event) {
            boolean isPlain = event.getLevel().equals(Level.INFO)
                    && (event.getMarkerList() == null
                            || event.getMarkerList().stream()
                                    .noneMatch(marker -> marker.getName().equals("NOTE")));
            return isOn && isPlain ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }
}
