package io.monaserver.protocol.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmfp.flow.FlowPriority;
import io.monaserver.protocol.rtmfp.flow.FlowSettings;
import io.monaserver.protocol.rtmfp.flow.ReceiveFlow;
import io.monaserver.protocol.rtmfp.flow.Reliability;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.flow.SendHandler;
import io.monaserver.protocol.rtmfp.keying.EndpointDiscriminator;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.testkit.SimulatedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a network did, what was to arrive arrives once it is good again: nothing waits for ever. */
class NoStallTest {

    private static final int SEEDS = 60;
    private static final int STEPS = 400;

    private final Map<Long, Long> heard = new HashMap<>();
    private final List<ReceiveFlow> received = new ArrayList<>();

    @Test
    void flowsOfEveryKindGoOnWhenTheNetworkIsGoodAgain() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            heard.clear();
            received.clear();
            run(seed);
        }
    }

    private void run(int seed) {
        Random random = new Random(seed);
        SimulatedNetwork network = new SimulatedNetwork(seed);
        Node server = new Node(network, "192.0.2.1", EndpointSettings.server(SessionTest.SERVER, SessionTest.SECRET));
        Node client = new Node(network, "192.0.2.2", EndpointSettings.client(SessionTest.CLIENT, SessionTest.SECRET));
        server.messageHandler = this::heard;
        client.endpoint.open(EndpointDiscriminator.ofUrl("rtmfp://host/app"), List.of(server.address), client);
        assertThat(network.run(() -> !client.sessions.isEmpty(), Duration.ofSeconds(90)))
                .isTrue();
        spoil(network, random);
        List<SendFlow> flows = new ArrayList<>();
        for (FlowPriority priority : FlowPriority.values()) {
            flows.add(client.session().openFlow(new byte[] {'f'}, null, new FlowSettings(priority, SendHandler.NONE)));
        }
        Map<SendFlow, Long> reliable = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            write(flows, random, reliable);
            client.session().flush();
            if (!received.isEmpty() && random.nextInt(20) == 0) {
                received.get(random.nextInt(received.size())).suspend();
            } else if (random.nextInt(5) == 0) {
                received.forEach(ReceiveFlow::resume);
            }
            network.run(Duration.ofMillis(random.nextInt(60)));
        }
        received.forEach(ReceiveFlow::resume);
        network.loss = 0;
        network.corruption = 0;

        boolean done = network.run(
                () -> flows.stream().allMatch(flow -> flow.queuedBytes() == 0)
                        && client.session().outstandingBytes() == 0,
                Duration.ofMinutes(5));
        assertThat(done).as("seed %d", seed).isTrue();
        reliable.forEach((flow, count) -> assertThat(heard.getOrDefault(flow.id(), 0L))
                .as("seed %d", seed)
                .isEqualTo(count));
    }

    private void heard(ReceiveFlow flow, Slice message) {
        heard.merge(flow.id(), 1L, Long::sum);
        if (!received.contains(flow)) {
            received.add(flow);
        }
    }

    private static void spoil(SimulatedNetwork network, Random random) {
        network.loss = random.nextDouble() * 0.4;
        network.duplication = random.nextInt(3) * 0.05;
        network.corruption = random.nextInt(3) * 0.05;
        network.jitterMs = random.nextInt(3) * 40;
        network.delayMs = 1 + random.nextInt(150);
        network.readEveryMs = random.nextInt(3) * 10;
        network.bytesPerMs = random.nextBoolean() ? 0 : 50 + random.nextInt(300);
    }

    /** The first two flows carry what may be given up. */
    private static void write(List<SendFlow> flows, Random random, Map<SendFlow, Long> reliable) {
        int which = random.nextInt(flows.size());
        byte[] message = new byte[random.nextInt(random.nextInt(10) == 0 ? 30_000 : 2000)];
        if (which >= 2) {
            reliable.merge(flows.get(which), 1L, Long::sum);
            flows.get(which).write(message, Reliability.FULL);
        } else {
            flows.get(which).write(message, random.nextBoolean() ? Reliability.within(500) : Reliability.NONE);
        }
    }
}
