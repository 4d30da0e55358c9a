package io.monaserver.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.testkit.FreePort;
import io.monaserver.testkit.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, the start and the stop of the process that users run. */
class ServerProcessIT {

    @TempDir
    Path dir;

    @Test
    void checkReadsTheConfigurationAndDoesNoMore() throws Exception {
        Files.writeString(dir.resolve("cluster.conf"), "mona.HTTP.tiemout = 4");

        try (ServerProcess server = ServerProcess.start(dir, "--check")) {
            assertThat(server.awaitExit()).isZero();
            assertThat(server.output()).contains("valid");
            assertThat(server.errors()).contains("did you mean HTTP.timeout?");
            assertThat(dir.resolve("logs")).doesNotExist();
        }
    }

    @Test
    void badValueStopsTheStartAndIsNamed() throws Exception {
        Files.writeString(dir.resolve("MonaServer.ini"), "[RTMP]\nport=high\n");

        try (ServerProcess server = ServerProcess.start(dir)) {
            assertThat(server.awaitExit()).isEqualTo(1);
            assertThat(server.errors())
                    .contains("MonaServer.ini:2: RTMP.port: 'high' (expected: a whole number from 0 to 65535)");
        }
    }

    @Test
    void misspeltOptionIsRefused() throws Exception {
        try (ServerProcess server = ServerProcess.start(dir, "--chekc")) {
            assertThat(server.awaitExit()).isEqualTo(2);
            assertThat(server.errors()).contains("--chekc");
        }
    }

    @Test
    void readyLineTellsWhatIsBoundAndSigtermEndsInOrder() throws Exception {
        int rtmp = FreePort.next();
        int http = FreePort.next();

        try (ServerProcess server = start("RTMP.port=" + rtmp, "HTTP.port=" + http)) {
            assertThat(server.awaitReady())
                    .contains(" rtmp=127.0.0.1:" + rtmp)
                    .contains(" http=127.0.0.1:" + http)
                    .doesNotContain("servers=");
            assertThat(server.admin("/health/ready")).isEqualTo("ready\n");

            server.terminate();

            assertThat(server.awaitExit()).isZero();
            assertThat(dir.resolve("www")).isDirectory();
            assertThat(dir.resolve("logs/log.0")).isRegularFile();
        }
    }

    @Test
    void portThatIsTakenIsOneLineAndTheOthersGoOn() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            try (ServerProcess server = start("RTMP.port=" + port, "HTTP.port=0", "servers.port=" + port)) {
                assertThat(server.awaitReady()).contains(" admin=").doesNotContain("rtmp=", "http=", "servers=");
                assertThat(server.errors().lines().filter(line -> line.contains("ERROR")))
                        .hasSize(2)
                        .anyMatch(line -> line.contains("rtmp: cannot listen on 127.0.0.1:" + port))
                        .anyMatch(line -> line.contains("servers: cannot listen on"));
            }
        }
    }

    @Test
    void secondServerJoinsTheFirstAndIsMissedWhenItIsKilledOrStopped() throws Exception {
        String fast = "cluster.unreachableAfter=2";
        int port = FreePort.next();
        Path other = Files.createDirectories(dir.resolve("second"));
        Files.writeString(Files.createDirectories(dir.resolve("www")).resolve("main.lua"), """
                function onServerConnection(server)
                  NOTE("up ", #mona.servers, " ", mona.servers[1].address == server.address, " ", server.zone)
                end
                function onServerDisconnection(server, reason)
                  NOTE("down ", #mona.servers, " ", reason)
                end
                """);
        try (ServerProcess first = start("RTMP.port=0", "HTTP.port=0", fast, "servers.port=" + port)) {
            first.awaitReady();
            String target = "servers.targets=127.0.0.1:" + port + "?zone=b";
            String[] second = {"RTMP.port=0", "HTTP.port=0", fast, "servers.port=" + FreePort.next(), target};

            try (ServerProcess killed = startIn(other, second)) {
                awaitServers(first, 1);
                awaitServers(killed, 1);
                assertThat(first.admin("/status")).contains("\"zone\" : \"b\"");
                killed.kill();
                awaitServers(first, 0);
            }
            try (ServerProcess stopped = startIn(other, second)) {
                awaitServers(first, 1);
                stopped.terminate();
                assertThat(stopped.awaitExit()).isZero();
                awaitServers(first, 0);
            }
            await().untilAsserted(() -> assertThat(first.errors())
                    .contains("up 1 (true) b", "down 0 the server cannot be reached", "down 0 the server stops"));
        }
    }

    private static void awaitServers(ServerProcess server, int count) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> server.admin("/metrics").contains("monaserver_servers " + count + ".0"));
    }

    private ServerProcess start(String... assignments) throws IOException {
        return startIn(dir, assignments);
    }

    private static ServerProcess startIn(Path folder, String... assignments) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("--set", "host=127.0.0.1", "--set", "admin.port=" + FreePort.next()));
        Arrays.stream(assignments).forEach(assignment -> arguments.addAll(List.of("--set", assignment)));
        return ServerProcess.start(folder, arguments.toArray(String[]::new));
    }
}
