package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmfp.flash.FlowMessage;
import io.monaserver.protocol.rtmfp.flash.FlowMetadata;
import io.monaserver.protocol.rtmfp.flow.FlowSettings;
import io.monaserver.protocol.rtmfp.flow.Reliability;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.testkit.DomainFixture;
import io.monaserver.testkit.RtmfpClient;
import io.monaserver.testkit.Spec;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What players get of a stream whose publisher is behind a bad network, or sends what nobody wants. */
class PublishingIT {

    private static final DomainFixture DOMAIN = new DomainFixture();
    private static final String URL = "rtmfp://127.0.0.1/live";
    private static final int AUDIO = 8;
    private static final int VIDEO = 9;
    private static RtmfpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = DOMAIN.serveRtmfp("127.0.0.1", 0, RtmfpServer.Relaying.NEVER);
    }

    @AfterAll
    static void stop() {
        server.close();
        DOMAIN.close();
    }

    @Test
    void allThatIsReliableIsPlayedInOrderHoweverMuchGetsLost() throws IOException {
        try (RtmfpClient publisher = publisher("lossy");
                RtmfpClient player = player("lossy")) {
            publisher.lose(number -> number % 5 == 2);
            for (int i = 0; i < 60; i++) {
                publisher.send(1, AUDIO, 20L * i, new byte[] {0x2F, (byte) i, 1, 2});
            }
            publisher.awaitAcknowledged();

            for (int i = 0; i < 60; i++) {
                String next = player.awaitText(text -> text.startsWith("8/1@"), publisher);
                assertThat(next).endsWith(String.format(" 2f%02x0102", i));
            }
        }
    }

    /** Pictures that build on one that nobody has are not shown. */
    @Test
    void afterALostPictureTheNextOneThatIsPlayedIsAKey() throws IOException {
        try (RtmfpClient publisher = publisher("cut");
                RtmfpClient player = player("cut")) {
            picture(publisher, 0, true);
            picture(publisher, 1, false);
            publisher.awaitAcknowledged();
            publisher.lose(number -> number == 0);
            picture(publisher, 2, false);
            for (int i = 3; i < 7; i++) {
                picture(publisher, i, false);
            }
            publisher.awaitAcknowledged();
            picture(publisher, 7, true);
            picture(publisher, 8, false);
            publisher.awaitAcknowledged();

            List<String> played = IntStream.range(0, 4)
                    .mapToObj(i -> player.awaitText(text -> text.startsWith("9/1@"), publisher))
                    .map(text -> text.substring(text.length() - 2))
                    .toList();
            assertThat(played).containsExactly("00", "01", "07", "08");
        }
    }

    @Test
    @Spec("7425 §5.3.5.3")
    void withOneFlowOfAStreamAllAreRejected() throws IOException {
        try (RtmfpClient publisher = publisher("wrong")) {
            SendFlow sound = flow(publisher, 1);
            SendFlow pictures = flow(publisher, 1);
            SendFlow elsewhere = flow(publisher, 2);
            for (SendFlow flow : List.of(sound, pictures, elsewhere)) {
                flow.write(FlowMessage.head(AUDIO, 0), Slice.of(new byte[10]), Reliability.FULL);
            }
            pictures.write(FlowMessage.head(VIDEO, 0), Slice.of(new byte[7 << 20]), Reliability.FULL);
            publisher.session().flush();

            publisher.await(() -> pictures.isRejected() && sound.isRejected());
            assertThat(elsewhere.isRejected()).isFalse();
            publisher.command(0, "createStream", 9);
            publisher.awaitText(text -> text.contains("\"_result\" 9"));
        }
    }

    private static SendFlow flow(RtmfpClient client, int stream) {
        return client.session().openFlow(FlowMetadata.ofStream(stream, false).encode(), null, FlowSettings.NORMAL);
    }

    private static void picture(RtmfpClient publisher, int number, boolean key) {
        byte[] payload = {(byte) (key ? 0x17 : 0x27), 1, 0, 0, 0, 0, 0, 0, 1, (byte) number};
        publisher.send(1, VIDEO, 40L * number, payload, key ? Reliability.FULL : Reliability.NONE);
    }

    private static RtmfpClient publisher(String name) throws IOException {
        RtmfpClient client = stream();
        client.command(1, "publish", 3, name, "live");
        client.awaitText(text -> text.contains("NetStream.Publish.Start"));
        return client;
    }

    private static RtmfpClient player(String name) throws IOException {
        RtmfpClient client = stream();
        client.command(1, "play", 3, name);
        client.awaitText(text -> text.contains("PublishNotify"));
        return client;
    }

    private static RtmfpClient stream() throws IOException {
        RtmfpClient client = new RtmfpClient(server.address(), URL);
        client.connect("live");
        client.command(0, "createStream", 2);
        client.awaitText(text -> text.contains("\"_result\" 2"));
        return client;
    }
}
