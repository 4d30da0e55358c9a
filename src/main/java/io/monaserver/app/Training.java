package io.monaserver.app;

import io.monaserver.common.Clock;
import io.monaserver.config.ConfigSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * A run that only loads the classes of a start and of a link to another server, for the launcher's class archive: two
 * servers, everything on free ports of this machine alone, in a folder that is removed afterwards.
 */
final class Training implements AutoCloseable {

    private static final int ANSWER_MS = 2000;
    private static final long LINK_MS = 15_000;
    private static final long POLL_NANOS = 20_000_000;

    private final Path folder;

    Training() throws IOException {
        folder = Files.createTempDirectory("monaserver");
    }

    /** A server of this name; the targets are those of its links. */
    ConfigSources server(String name, String targets) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Path www = Files.createDirectories(home.resolve("www"));
        Files.writeString(www.resolve("main.lua"), "data.started = true function onConnection(client) end\n");
        Files.writeString(www.resolve("index.html"), "<!doctype html>\n");
        List<String> assignments = new ArrayList<>(List.of("host=127.0.0.1", "servers.targets=" + targets));
        for (String key : new String[] {"RTMP.port", "RTMFP.port", "HTTP.port", "servers.port", "admin.port"}) {
            try (ServerSocket socket = new ServerSocket(0)) {
                assignments.add(key + "=" + socket.getLocalPort());
            }
        }
        return new ConfigSources(home, true, null, assignments, Map.of());
    }

    /** Waits until the server has a link, for a while. */
    void awaitLink(Node node) {
        long end = Clock.SYSTEM.millis() + LINK_MS;
        while (!node.isLinked() && Clock.SYSTEM.millis() < end) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Asks each port that may speak HTTP. */
    void exercise(Iterable<InetSocketAddress> ports) {
        for (InetSocketAddress port : ports) {
            try (Socket socket = new Socket()) {
                socket.connect(port, ANSWER_MS);
                socket.setSoTimeout(ANSWER_MS);
                socket.getOutputStream().write("GET /metrics HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                LoggerFactory.getLogger(Training.class).debug("{}: no answer", port, e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Training::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
