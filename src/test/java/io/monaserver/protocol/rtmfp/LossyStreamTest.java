package io.monaserver.protocol.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmfp.flow.FlowPriority;
import io.monaserver.protocol.rtmfp.flow.FlowSettings;
import io.monaserver.protocol.rtmfp.flow.Reliability;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.flow.SendHandler;
import io.monaserver.protocol.rtmfp.keying.EndpointDiscriminator;
import io.monaserver.testkit.SimulatedNetwork;
import io.monaserver.testkit.Spec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A live stream of 1 Mbit/s over paths that lose datagrams. */
class LossyStreamTest {

    private static final int FRAMES_PER_SECOND = 25;
    private static final int AUDIO_PER_SECOND = 43;
    private static final int SECONDS = 60;

    private final SimulatedNetwork network = new SimulatedNetwork(11);
    private final Node server =
            new Node(network, "192.0.2.1", EndpointSettings.server(SessionTest.SERVER, SessionTest.SECRET));
    private final Node client =
            new Node(network, "192.0.2.2", EndpointSettings.client(SessionTest.CLIENT, SessionTest.SECRET));

    @ParameterizedTest
    @CsvSource({
        "0, 25, NORMAL, 30, 300",
        "0.01, 25, NORMAL, 40, 500",
        "0.05, 25, NORMAL, 200, 1000",
        "0.05, 25, TIME_CRITICAL, 100, 700",
        "0.01, 75, TIME_CRITICAL, 500, 2500"
    })
    @Spec({"7016 §3.5.2", "7016 §3.6.2.5"})
    void itKeepsUp(double loss, long delayMs, FlowPriority priority, long median, long worst) {
        List<Long> ages = new ArrayList<>();
        server.messageHandler = (flow, message) -> ages.add(network.clock.millis()
                - ByteBuffer.wrap(message.array(), message.offset(), 8).getLong());
        network.delayMs = delayMs;
        client.endpoint.open(EndpointDiscriminator.ofUrl("rtmfp://host/app"), List.of(server.address), client);
        assertThat(network.run(() -> !client.sessions.isEmpty(), Duration.ofSeconds(90)))
                .isTrue();
        network.loss = loss;
        SendFlow flow = client.session().openFlow(new byte[] {'f'}, null, new FlowSettings(priority, SendHandler.NONE));
        long begun = network.clock.millis();
        int frames = 0;
        int sounds = 0;
        for (int ms = 0; ms < SECONDS * 1000; ms++) {
            boolean any = false;
            if (ms * FRAMES_PER_SECOND >= frames * 1000) {
                write(flow, frames++ % 50 == 0 ? 25_000 : 4000);
                any = true;
            }
            if (ms * AUDIO_PER_SECOND >= sounds * 1000) {
                sounds++;
                write(flow, 300);
                any = true;
            }
            if (any) {
                client.session().flush();
            }
            long until = begun + ms + 1;
            network.run(Duration.ofMillis(Math.max(0, until - network.clock.millis())));
        }
        network.run(Duration.ofSeconds(5));

        assertThat(ages).as("messages").hasSize(frames + sounds);
        ages.sort(null);
        assertThat(ages.get(ages.size() / 2)).as("median").isLessThanOrEqualTo(median);
        assertThat(ages.get(ages.size() - 1)).as("worst").isLessThanOrEqualTo(worst);
    }

    private void write(SendFlow flow, int size) {
        byte[] message = new byte[size];
        Arrays.fill(message, (byte) 7);
        ByteBuffer.wrap(message).putLong(network.clock.millis());
        flow.write(message, Reliability.FULL);
    }
}
