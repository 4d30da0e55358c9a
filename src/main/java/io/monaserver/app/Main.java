package io.monaserver.app;

import io.monaserver.admin.PrometheusMetrics;
import io.monaserver.config.ConfigException;
import io.monaserver.config.ServerConfig;
import io.monaserver.data.FolderImport;
import io.monaserver.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The process: reads the command line, starts a node, and stops it in order when asked to. */
public final class Main {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Main() {}

    /** Starts a node, and ends the process when it has been stopped. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, HeadStart.begin()));
    }

    private static int run(String[] arguments, HeadStart headStart) {
        Options options = new Options();
        CommandLine line = new CommandLine(options);
        try {
            if (CommandLine.printHelpIfRequested(line.parseArgs(arguments))) {
                return OK;
            }
            Map<String, String> facts = new HashMap<>(Program.facts());
            facts.putAll(options.arguments(line));
            Logging.setLevel(options.level);
            if (options.isTraining) {
                return train();
            }
            ServerConfig config = ServerConfig.load(options.sources(facts));
            if (options.isCheck) {
                return check(config);
            }
            return options.importedData == null
                    ? serve(options, config, headStart.metrics())
                    : importData(options.importedData, config);
        } catch (ParameterException e) {
            System.err.println(e.getMessage());
            System.err.println("Try --help.");
            return USAGE;
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private static int check(ServerConfig config) {
        config.warnings().forEach(System.err::println);
        System.out.println("The configuration is valid.");
        return OK;
    }

    private static int importData(Path folder, ServerConfig config) {
        try (DataPart data = new DataPart(config, Metrics.NONE)) {
            FolderImport.Result result = FolderImport.run(folder, data.awaitLoaded());
            System.out.printf("%d values imported, %d left out.%n", result.imported(), result.refused());
            return OK;
        } catch (IOException e) {
            System.err.println("--import-data: " + e);
            return FAILED;
        }
    }

    /** Starts, a link and stops, for the launcher's class archive. */
    private static int train() throws ConfigException {
        try (Training training = new Training()) {
            ServerConfig config = ServerConfig.load(training.server("first", ""));
            Logging.toFiles(config.logs());
            Node first = new Node(config, new PrometheusMetrics());
            first.start();
            first.finishStart();
            String target = "127.0.0.1:" + config.servers().port().orElseThrow();
            Node second = new Node(ServerConfig.load(training.server("second", target)), new PrometheusMetrics());
            second.start();
            second.finishStart();
            training.exercise(first.addresses());
            training.awaitLink(second);
            second.stop();
            first.stop();
            Logging.close();
            return OK;
        } catch (IOException e) {
            System.err.println(e);
            return FAILED;
        }
    }

    private static int serve(Options options, ServerConfig config, PrometheusMetrics metrics) {
        Logging.toFiles(config.logs());
        Logger log = LoggerFactory.getLogger(Main.class);
        config.warnings().forEach(log::warn);
        options.notes(config).forEach(log::warn);
        Node node = new Node(config, metrics);
        StopHook hook = StopHook.install(node);
        try {
            node.start();
        } catch (IOException | RuntimeException e) {
            log.error("The server cannot start", e);
            return hook.exitWith(FAILED);
        }
        System.out.println("READY" + node.describe());
        node.finishStart();
        hook.await();
        return OK;
    }
}
