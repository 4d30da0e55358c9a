package io.monaserver.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.testkit.FreePort;
import io.monaserver.testkit.RtmfpClient;
import io.monaserver.transport.rtmfp.RtmfpServer;
import org.junit.jupiter.api.Test;

/** Newcomers go to the server that has less to do. */
class SharedLoadIT {

    private static final String POLICY = "cluster.balance=least-loaded";

    @Test
    void newcomerGoesWhereThereIsLessToDo() throws Exception {
        int port = FreePort.next();
        int quietPort = FreePort.next();
        try (ShareNode busy = new ShareNode(POLICY, "RTMFP.port=" + port, "RTMFP.publicHost=127.0.0.1");
                ShareNode quiet =
                        ShareNode.beside(busy, POLICY, "RTMFP.port=" + quietPort, "RTMFP.publicHost=127.0.0.1")) {
            busy.awaitLinks(1);
            quiet.awaitLinks(1);
            busy.load = 1000;
            try (RtmfpServer first = busy.serve(port, RtmfpServer.Relaying.NEVER);
                    RtmfpServer second = quiet.serve(quietPort, RtmfpServer.Relaying.NEVER)) {
                await().untilAsserted(() -> {
                    try (RtmfpClient client = new RtmfpClient(first.address(), "rtmfp://127.0.0.1/live")) {
                        assertThat(client.session().address()).isEqualTo(second.address());
                    }
                });
                try (RtmfpClient client = new RtmfpClient(second.address(), "rtmfp://127.0.0.1/live")) {
                    assertThat(client.session().address()).isEqualTo(second.address());
                }
            }
        }
    }
}
