package io.monaserver.protocol.rtmfp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmfp.flow.FlowPriority;
import io.monaserver.protocol.rtmfp.flow.FlowSettings;
import io.monaserver.protocol.rtmfp.flow.MessageHandler;
import io.monaserver.protocol.rtmfp.flow.OutgoingMessage;
import io.monaserver.protocol.rtmfp.flow.ReceiveFlow;
import io.monaserver.protocol.rtmfp.flow.Reliability;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.flow.SendHandler;
import io.monaserver.protocol.rtmfp.keying.EndpointDiscriminator;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.testkit.SimulatedNetwork;
import io.monaserver.testkit.Spec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What flows carry over networks of every kind. */
class FlowTest {

    private final SimulatedNetwork network = new SimulatedNetwork(11);
    private final Node server =
            new Node(network, "192.0.2.1", EndpointSettings.server(SessionTest.SERVER, SessionTest.SECRET));
    private final Node client =
            new Node(network, "192.0.2.2", EndpointSettings.client(SessionTest.CLIENT, SessionTest.SECRET));

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "0.01, 0, 0, 0",
        "0.05, 0.05, 0, 30",
        "0.3, 0.1, 0.05, 100",
        "0, 0.5, 0, 0",
        "0, 0, 0.2, 0",
        "0, 0, 0, 200"
    })
    @Spec({"7016 §3.6.1.2", "7016 §3.6.2", "7016 §3.6.2.2", "7016 §3.6.3"})
    void reliableFlowsArriveWholeAndInOrder(double loss, double duplication, double corruption, long jitterMs) {
        open();
        network.mtu = 1280;
        network.loss = loss;
        network.duplication = duplication;
        network.corruption = corruption;
        network.jitterMs = jitterMs;
        Random random = new Random(5);
        List<byte[]> expected = new ArrayList<>();
        SendFlow flow = client.session().openFlow(meta("data"), null, FlowSettings.NORMAL);
        for (int i = 0; i < 300; i++) {
            byte[] message = new byte[random.nextInt(i % 10 == 0 ? 20_000 : 500)];
            random.nextBytes(message);
            expected.add(message);
            flow.write(message, Reliability.FULL);
        }
        flow.close();
        client.session().flush();

        assertThat(network.run(() -> server.events.contains("complete"), Duration.ofMinutes(30)))
                .isTrue();
        assertThat(server.messages)
                .usingElementComparator(java.util.Arrays::compare)
                .isEqualTo(expected);
        assertThat(server.gaps).isZero();
        assertThat(network.tooLarge).isZero();
        network.run(() -> flow.queuedBytes() == 0 && client.session().outstandingBytes() == 0, Duration.ofMinutes(1));
        assertThat(client.session().outstandingBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Spec({"7016 §3.6.2.7", "7425 §5.1.1"})
    void unreliableFlowsGoOnAfterALoss(boolean networkOrder) {
        server.networkOrder = networkOrder;
        List<Long> delays = new ArrayList<>();
        server.messageHandler = new MessageHandler() {
            @Override
            public void onMessage(ReceiveFlow flow, Slice message) {
                delays.add(network.clock.millis()
                        - ByteBuffer.wrap(message.toBytes()).getLong());
            }
        };
        open();
        network.loss = 0.05;
        SendFlow flow = client.session()
                .openFlow(meta("video"), null, new FlowSettings(FlowPriority.TIME_CRITICAL, SendHandler.NONE));
        int frames = 3000;
        for (int i = 0; i < frames; i++) {
            byte[] frame = ByteBuffer.allocate(600 + i % 5 * 400)
                    .putLong(network.clock.millis())
                    .array();
            flow.write(frame, Reliability.NONE);
            client.session().flush();
            network.run(Duration.ofMillis(20));
        }
        network.run(Duration.ofSeconds(2));

        delays.sort(null);
        long median = delays.get(delays.size() / 2);
        long late = delays.get((int) (delays.size() * 0.99));
        assertThat(delays.size()).isBetween((int) (frames * 0.85), (int) (frames * 0.99));
        assertThat(median).isEqualTo(25);
        // In order, a frame waits until the sender knows of a loss before it: three packets and a round trip.
        assertThat(late).isLessThanOrEqualTo(networkOrder ? 60 : 200);
        assertThat(flow.queuedBytes()).isZero();
    }

    @Test
    @Spec({"7016 §3.6.2.7", "7016 §3.6.2.7.1"})
    void theLastLostMessageIsSkippedToo() {
        open();
        SendFlow flow = client.session().openFlow(meta("f"), null, FlowSettings.NORMAL);
        send(flow, "first", Reliability.NONE);
        network.run(Duration.ofSeconds(1));
        network.loss = 1;
        send(flow, "lost", Reliability.NONE);
        network.run(Duration.ofMillis(10));
        network.loss = 0;
        network.run(Duration.ofSeconds(5));

        assertThat(server.messages).hasSize(1);
        assertThat(server.gaps).isEqualTo(1);
        assertThat(client.session().outstandingBytes()).isZero();
    }

    @Test
    @Spec("7016 §3.6.2.7")
    void messagesHaveALifetime() {
        open();
        SendFlow flow = client.session().openFlow(meta("f"), null, FlowSettings.NORMAL);
        send(flow, "first", Reliability.FULL);
        network.run(Duration.ofSeconds(1));
        network.loss = 1;
        send(flow, "stale", Reliability.within(500));
        send(flow, "good", Reliability.within(100_000));
        network.run(Duration.ofSeconds(3));
        network.loss = 0;
        network.run(Duration.ofSeconds(20));

        assertThat(texts(server)).containsExactly("first", "good");
    }

    @Test
    @Spec("7016 §3.6.2.7")
    void abandonedMessagesNeverArriveInPart() {
        open();
        SendFlow flow = client.session().openFlow(meta("f"), null, FlowSettings.NORMAL);
        OutgoingMessage large = flow.write(new byte[100_000], Reliability.FULL);
        client.session().flush();
        network.run(Duration.ofMillis(60));
        large.abandon();
        send(flow, "after", Reliability.FULL);
        network.run(Duration.ofSeconds(2));

        assertThat(texts(server)).containsExactly("after");
        assertThat(server.gaps).isPositive();
        assertThat(flow.queuedBytes()).isZero();
    }

    @Test
    @Spec({"7016 §3.6.1.3", "7016 §3.6.2.10", "7016 §3.6.3.7", "7016 §2.3.16"})
    void rejectedFlowsAreClosedBySenders() {
        open();
        List<String> heard = new ArrayList<>();
        SendFlow flow = client.session()
                .openFlow(meta("no thanks"), null, new FlowSettings(FlowPriority.NORMAL, new SendHandler() {
                    @Override
                    public void onException(SendFlow rejected, long code) {
                        heard.add("exception " + code);
                    }

                    @Override
                    public void onComplete(SendFlow completed) {
                        heard.add("complete");
                    }
                }));
        flow.write(new byte[50_000], Reliability.FULL);
        client.session().flush();
        network.run(Duration.ofSeconds(5));

        assertThat(heard).containsExactly("exception 0", "complete");
        assertThat(flow.isOpen()).isFalse();
        assertThat(server.messages).isEmpty();
    }

    @Test
    @Spec({"7016 §2.3.11.1.2", "7016 §3.6.1.1", "7016 §3.6.2.1", "7016 §3.6.3.1"})
    void flowsAnswerFlows() {
        open();
        SendFlow request = client.session().openFlow(meta("request"), null, FlowSettings.NORMAL);
        send(request, "?", Reliability.FULL);
        network.run(Duration.ofSeconds(1));
        SendFlow answer = server.session().openFlow(meta("answer"), server.flows.get(0), FlowSettings.NORMAL);
        answer.write("!".getBytes(UTF_8), Reliability.FULL);
        server.session().flush();
        network.run(Duration.ofSeconds(1));

        assertThat(client.flows.get(0).association()).isSameAs(request);
        request.close();
        client.session().flush();
        SendFlow late = server.session().openFlow(meta("late"), server.flows.get(0), FlowSettings.NORMAL);
        late.write("!".getBytes(UTF_8), Reliability.FULL);
        server.session().flush();
        network.run(Duration.ofSeconds(1));

        assertThat(client.flows).as("the request is not open any more").hasSize(1);
        assertThat(late.isOpen()).isFalse();
        assertThat(server.session()
                        .openFlow(meta("later"), server.flows.get(0), FlowSettings.NORMAL)
                        .isOpen())
                .as("the request is complete here too")
                .isFalse();
    }

    @Test
    @Spec({"7016 §3.6.3.5", "7016 §3.6.3.3"})
    void suspendedFlowsHoldTheirSenderWithinTheCapacity() {
        open();
        SendFlow flow = client.session().openFlow(meta("f"), null, FlowSettings.NORMAL);
        send(flow, "first", Reliability.FULL);
        network.run(Duration.ofSeconds(1));
        server.flows.get(0).suspend();
        for (int i = 0; i < 4000; i++) {
            flow.write(new byte[1000], Reliability.FULL);
        }
        client.session().flush();
        network.run(Duration.ofSeconds(20));
        assertThat(server.messages).hasSize(1);
        assertThat(flow.queuedBytes()).isGreaterThan(2_500_000);

        server.flows.get(0).resume();
        server.session().flush();

        assertThat(network.run(() -> server.messages.size() == 4001, Duration.ofSeconds(60)))
                .isTrue();
    }

    @Test
    @Spec("7016 §3.5.2")
    void sendersFillAPathWithoutDrowningIt() {
        open();
        network.bytesPerMs = 1250;
        SendFlow flow = client.session().openFlow(meta("f"), null, FlowSettings.NORMAL);
        byte[] message = new byte[10_000];
        long begun = network.clock.millis();
        for (int i = 0; i < 3000; i++) {
            flow.write(message, Reliability.FULL);
        }
        client.session().flush();
        network.run(() -> server.messages.size() == 3000, Duration.ofMinutes(5));
        long took = network.clock.millis() - begun;

        // 30 MB over 10 Mbit/s: 24 s at best.
        assertThat(server.messages).hasSize(3000);
        assertThat(took).isBetween(24_000L, 34_000L);
        assertThat((double) flow.lostFragments() / flow.sentFragments()).isLessThan(0.02);
    }

    @Test
    @Spec("7016 §3.5.2.2")
    void roundTripsAreMeasured() {
        open();
        SendFlow flow = client.session().openFlow(meta("f"), null, FlowSettings.NORMAL);
        for (int i = 0; i < 50; i++) {
            send(flow, "x", Reliability.FULL);
            network.run(Duration.ofMillis(100));
        }

        assertThat(client.session().roundTripMs()).isBetween(46L, 60L);
        assertThat(server.session().roundTripMs()).isBetween(46L, 60L);
    }

    @Test
    @Spec("7016 §3.6.1.2")
    void urgentFlowsGoFirst() {
        open();
        network.bytesPerMs = 100;
        SendFlow bulk = client.session().openFlow(meta("bulk"), null, FlowSettings.NORMAL);
        SendFlow urgent = client.session()
                .openFlow(meta("urgent"), null, new FlowSettings(FlowPriority.TIME_CRITICAL, SendHandler.NONE));
        bulk.write(new byte[500_000], Reliability.FULL);
        client.session().flush();
        network.run(Duration.ofMillis(500));
        send(urgent, "now", Reliability.FULL);
        network.run(() -> server.messages.size() == 1, Duration.ofSeconds(2));

        assertThat(texts(server)).containsExactly("now");
        network.run(() -> server.messages.size() == 2, Duration.ofSeconds(60));
        assertThat(server.messages).hasSize(2);
    }

    @Test
    @Spec("7016 §3.5.5")
    void flowsEndWithTheirSession() {
        open();
        List<String> heard = new ArrayList<>();
        SendFlow flow = client.session()
                .openFlow(meta("f"), null, new FlowSettings(FlowPriority.NORMAL, new SendHandler() {
                    @Override
                    public void onAborted(SendFlow aborted) {
                        heard.add("aborted");
                    }
                }));
        send(flow, "x", Reliability.FULL);
        network.run(Duration.ofSeconds(1));
        client.session().close();
        flow.write(new byte[1], Reliability.FULL);
        network.run(Duration.ofSeconds(1));

        assertThat(heard).containsExactly("aborted");
        assertThat(server.events).containsExactly("aborted", "closed FAR");
    }

    /** 5 % loss, 50 ms there and back: nothing is missing, nothing is out of place. */
    @Test
    @Spec("7016 §3.6.2.5")
    void aHundredMegabytesArriveOverABadPath() {
        long size = Long.getLong("rtmfp.bytes", 100L << 20);
        long[] received = {0, 0};
        server.messageHandler = (flow, message) -> {
            ByteBuffer bytes = ByteBuffer.wrap(message.array(), message.offset(), message.length());
            while (bytes.remaining() >= 8) {
                assertThat(bytes.getLong()).isEqualTo(received[0]++);
            }
        };
        open();
        network.loss = 0.05;
        SendFlow flow = client.session().openFlow(meta("f"), null, FlowSettings.NORMAL);
        long begun = network.clock.millis();
        long next = 0;
        while (received[0] * 8 < size) {
            while (flow.queuedBytes() < 1 << 20 && next * 8 < size) {
                ByteBuffer message = ByteBuffer.allocate(64 * 1024);
                while (message.hasRemaining()) {
                    message.putLong(next++);
                }
                flow.write(message.array(), Reliability.FULL);
            }
            client.session().flush();
            network.run(Duration.ofMillis(500));
        }
        long tookMs = network.clock.millis() - begun;

        assertThat(received[0] * 8).isEqualTo(next * 8);
        assertThat(size / tookMs).as("kB/s").isGreaterThan(130);
    }

    /**
     * A receiver that reads many datagrams at once acknowledges them at once, which must not cost throughput: TCP has
     * 293 kB/s by the formula of Mathis, with segments as large as these.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 40})
    @Spec({"7016 §3.5.2", "7016 §3.5.2.3"})
    void onePercentOfLossLeavesWhatItLeavesTcp(int readEveryMs) {
        long[] received = {0};
        server.messageHandler = (flow, message) -> received[0] += message.length();
        open();
        network.loss = 0.01;
        network.readEveryMs = readEveryMs;
        SendFlow flow = client.session().openFlow(meta("f"), null, FlowSettings.NORMAL);
        int seconds = 120;
        for (int i = 0; i < 10 * seconds; i++) {
            while (flow.queuedBytes() < 1 << 20) {
                flow.write(new byte[16 * 1024], Reliability.FULL);
            }
            client.session().flush();
            network.run(Duration.ofMillis(100));
        }
        // What waits to be read makes the round trip longer.
        double stretch = (50.0 + readEveryMs) / 50;
        assertThat(received[0] / 1000 / seconds * stretch).isGreaterThan(260);
    }

    private void open() {
        client.endpoint.open(EndpointDiscriminator.ofUrl("rtmfp://host/app"), List.of(server.address), client);
        assertThat(network.run(() -> !client.sessions.isEmpty(), Duration.ofSeconds(90)))
                .isTrue();
    }

    private void send(SendFlow flow, String text, Reliability reliability) {
        flow.write(text.getBytes(UTF_8), reliability);
        client.session().flush();
    }

    private static byte[] meta(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<String> texts(Node node) {
        return node.messages.stream().map(bytes -> new String(bytes, UTF_8)).toList();
    }
}
