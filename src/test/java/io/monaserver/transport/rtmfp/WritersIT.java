package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.Effect;
import io.monaserver.testkit.DomainFixture;
import io.monaserver.testkit.RtmfpClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What scripts' writers and addresses are over RTMFP. */
class WritersIT {

    private static final String URL = "rtmfp://127.0.0.1/live";

    /** The number 3 in AMF0. */
    private static final byte[] THREE = {0x00, 0x40, 0x08, 0, 0, 0, 0, 0, 0};

    private final DomainFixture domain = new DomainFixture();
    private RtmfpServer server;

    @BeforeEach
    void start() throws IOException {
        server = domain.serveRtmfp("127.0.0.1", 0, RtmfpServer.Relaying.NEVER);
    }

    @AfterEach
    void stop() {
        await().until(() -> domain.sessions.openCount() == 0);
        server.close();
        domain.close();
    }

    private void answerCalls(Effect... effects) {
        domain.answer(event -> {
            if (event instanceof ApplicationEvent.Called called) {
                called.reply().tell(new CallOutcome.Done(List.of(effects)));
                return true;
            }
            return false;
        });
    }

    @Test
    void eachWriterHasAFlowAndTheMainOneAnswers() throws IOException {
        answerCalls(
                new Effect.Through(1, true, new Effect.Invocation("one", THREE)),
                new Effect.Through(1, true, new Effect.Flush(false)),
                new Effect.Through(2, false, new Effect.Invocation("two", THREE)),
                new Effect.Through(0, false, new Effect.Invocation("main", THREE)),
                new Effect.Message(THREE));
        try (RtmfpClient client = new RtmfpClient(server.address(), URL)) {
            client.connect("live");
            client.command(0, "call", 5);
            client.awaitText(text -> text.contains("\"one\" 0 null 3"));
            client.awaitText(text -> text.contains("\"two\" 0 null 3"));
            client.awaitText(text -> text.contains("\"main\" 0 null 3"));
            client.awaitText(text -> text.contains("\"_result\" 5 null 3"));

            assertThat(client.flowCount()).isEqualTo(3);
        }
    }

    @Test
    void closingAWriterEndsItsFlowOnly() throws IOException {
        answerCalls(
                new Effect.Through(1, true, new Effect.Invocation("one", THREE)),
                new Effect.Through(1, true, new Effect.Close(0)),
                new Effect.Message(THREE));
        try (RtmfpClient client = new RtmfpClient(server.address(), URL)) {
            client.connect("live");
            client.command(0, "call", 5);
            client.awaitText(text -> text.contains("\"_result\" 5"));
            client.awaitText("complete"::equals);
            client.command(0, "call", 6);

            client.awaitText(text -> text.contains("\"_result\" 6"));
        }
    }

    @Test
    void aClientThatMovesKeepsItsSession() throws IOException {
        try (RtmfpClient client = new RtmfpClient(server.address(), URL)) {
            client.connect("live");
            InetSocketAddress before = client.address();
            client.move();
            client.command(0, "call", 5);
            client.awaitText(text -> text.contains(" 5 "));
            await().until(() -> {
                client.listen();
                return domain.events.stream().anyMatch(ApplicationEvent.AddressChanged.class::isInstance);
            });

            var changed = (ApplicationEvent.AddressChanged) domain.events.get(domain.events.size() - 1);
            assertThat(changed.before()).isEqualTo(before);
            assertThat(changed.now()).isEqualTo(client.address());
            assertThat(changed.client().address()).isEqualTo(client.address());
        }
    }
}
