package io.monaserver.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.monaserver.testkit.DomainFixture;
import io.monaserver.transport.rtmfp.RtmfpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A small load against a real server: every listener gets every message. */
class RtmfpLoadIT {

    @Test
    void everyListenerGetsEveryMessage() throws IOException {
        try (DomainFixture domain = new DomainFixture();
                RtmfpServer server = domain.serveRtmfp("127.0.0.1", 0, RtmfpServer.Relaying.NEVER)) {
            StringWriter printed = new StringWriter();
            CommandLine load = new CommandLine(new RtmfpLoad()).setOut(new PrintWriter(printed));
            String url = "rtmfp://127.0.0.1:" + server.address().getPort() + "/live/bench";

            assertThat(load.execute("-n", "5", "-w", "2", "-d", "3", url)).isZero();

            JsonNode result = new ObjectMapper().readTree(printed.toString());
            assertThat(result.path("failure").asText()).isEmpty();
            assertThat(result.path("playing").asInt()).isEqualTo(5);
            assertThat(result.path("missing").asInt()).isZero();
            assertThat(result.path("messages").asInt()).isGreaterThan(5 * 3 * 50);
        }
    }
}
