package io.monaserver.app;

import io.monaserver.config.ConfigSources;
import io.monaserver.config.ServerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Unmatched;

/** The command line. */
@Command(
        name = "monaserver",
        header = "A communication server: RTMP, HTTP and WebSocket clients, Lua applications, clustered.",
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Any other --NAME=VALUE is for scripts: mona.arguments.NAME.",
            "Stop the server with SIGTERM or SIGINT. docs/configuration.md has the keys."
        },
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpWidth = 100)
final class Options {

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The folder that holds www/, data/ and cluster.conf (default: the current one).")
    @Nullable
    Path dir;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A further configuration, HOCON or ini, over cluster.conf and MonaServer.ini of DIR.")
    @Nullable
    Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting, over all files. Repeatable.")
    List<String> assignments = new ArrayList<>();

    @Option(
            names = {"-l", "--log"},
            paramLabel = "LEVEL",
            description = "0 to 8, or none, fatal, critic, error, warn, note, info, debug, trace (default: info).",
            converter = LogLevel.Converter.class)
    LogLevel level = LogLevel.INFO;

    @Option(names = "--check", description = "Read and check the configuration, and exit.")
    boolean isCheck;

    @Option(
            names = "--import-data",
            paramLabel = "FOLDER",
            description = "Take over the data folder of an original MonaServer, and exit.")
    @Nullable
    Path importedData;

    @Option(names = "--train", hidden = true)
    boolean isTraining;

    @Option(names = "--daemon", hidden = true)
    boolean isDaemon;

    @Option(names = "--pidfile", hidden = true)
    @Nullable
    String pidFile;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version, and exit.")
    boolean isVersion;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this, and exit.")
    boolean isHelp;

    @Unmatched
    List<String> others = new ArrayList<>();

    /** What scripts find in {@code mona.arguments}; anything but {@code --name=value} is a mistake. */
    Map<String, String> arguments(CommandLine line) {
        Map<String, String> arguments = new HashMap<>();
        for (String other : others) {
            int equals = other.indexOf('=');
            if (!other.startsWith("--") || equals <= 2) {
                throw new ParameterException(line, "Unknown option: " + other + " (expected: --NAME=VALUE)");
            }
            arguments.put("arguments." + other.substring(2, equals), other.substring(equals + 1));
        }
        return arguments;
    }

    /** One line for each thing that is asked for and not offered, saying what to use instead. */
    List<String> notes(ServerConfig config) {
        List<String> notes = new ArrayList<>();
        if (isDaemon) {
            notes.add("--daemon: stays in the foreground (expected: a service manager, see deploy/monaserver.service)");
        }
        if (pidFile != null) {
            notes.add("--pidfile: not written (expected: a service manager, see deploy/monaserver.service)");
        }
        if (config.rtsp().isAsked()) {
            notes.add("RTSP: not offered (expected: RTMP or HTTP)");
        }
        return notes;
    }

    ConfigSources sources(Map<String, String> facts) {
        Path folder = dir == null ? Path.of("") : dir;
        return new ConfigSources(folder.toAbsolutePath().normalize(), dir != null, file, assignments, facts);
    }
}
