package io.monaserver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts that can be made to fail do so. */
class NamespacesIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long DELAY_MS = 500;

    @BeforeEach
    void available() {
        Namespaces.assumeAvailable();
        Assumptions.assumeTrue(Namespaces.canDelay(), "no VXLAN in this kernel");
    }

    @Test
    void packetsThatAreDelayedArriveLater() throws Exception {
        try (Namespaces network = new Namespaces(2)) {
            await().atMost(LIMIT).until(() -> answerMs(network) < DELAY_MS);

            network.delay(0, DELAY_MS);
            assertThat(answerMs(network)).isBetween(DELAY_MS, LIMIT.toMillis());

            network.heal();
            await().atMost(LIMIT).until(() -> answerMs(network) < DELAY_MS);
        }
    }

    /** How long it takes to be refused a connection by the other host. */
    private static long answerMs(Namespaces network) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(network.enter(0));
        command.addAll(List.of("timeout", "30", "bash", "-c", "exec 3<>/dev/tcp/" + network.address(1) + "/9"));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isEqualTo(1);
        return (System.nanoTime() - start) / 1_000_000;
    }
}
