package io.monaserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.cluster.ClusterMessage.CallFrame;
import io.monaserver.cluster.ClusterMessage.CallsHandled;
import io.monaserver.cluster.ClusterMessage.LinkIds;
import io.monaserver.config.ClusterConfig;
import io.monaserver.domain.ServerCall;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.pekko.cluster.UniqueAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallExchangeTest {

    private static final UniqueAddress NODE = UniqueAddress.apply(LinkTargets.address("192.0.2.1", 25_520), 1L);
    private static final int MAX_BYTES = 200_000;
    private static final ClusterConfig LIMITS =
            new ClusterConfig("", "", "", Optional.empty(), MAX_BYTES, 8 << 20, Duration.ZERO);

    private final CallQueue queue = new CallQueue(LIMITS, () -> {}, why -> {});
    private final CallQueue unused = new CallQueue(LIMITS, () -> {}, why -> {});
    private final Deque<ClusterMessage> toReceiver = new ArrayDeque<>();
    private final Deque<ClusterMessage> toSender = new ArrayDeque<>();
    private final CallExchange sender = new CallExchange(NODE, new LinkIds(1, 2), queue, MAX_BYTES, toReceiver::add);
    private final CallExchange receiver = new CallExchange(NODE, new LinkIds(2, 1), unused, MAX_BYTES, toSender::add);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void callsOfAnySizeArriveOnceAndInOrderThoughFramesAreLost(long seed) {
        Random random = new Random(seed);
        List<ServerCall> sent = new ArrayList<>();
        List<ServerCall> arrived = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] arguments = new byte[random.nextInt(10) == 0 ? random.nextInt(MAX_BYTES) : random.nextInt(300)];
            random.nextBytes(arguments);
            ServerCall call = new ServerCall("f" + i, arguments);
            if (queue.send(call) == null) {
                sent.add(call);
            }
            if (random.nextInt(4) == 0) {
                sender.flush();
            }
        }

        for (int round = 0; arrived.size() < sent.size() && round < 10_000; round++) {
            sender.flush();
            deliver(random, arrived);
            sender.resend();
            sender.resend();
        }

        assertThat(texts(arrived)).isEqualTo(texts(sent));
    }

    private static List<String> texts(List<ServerCall> calls) {
        return calls.stream()
                .map(call -> call.function() + " " + call.arguments().length + " " + Arrays.hashCode(call.arguments()))
                .toList();
    }

    private void deliver(Random random, List<ServerCall> arrived) {
        while (!toReceiver.isEmpty() || !toSender.isEmpty()) {
            ClusterMessage frame = toReceiver.poll();
            if (frame != null && random.nextInt(20) != 0) {
                List<ServerCall> calls = receiver.onFrame((CallFrame) frame);
                arrived.addAll(calls);
                if (!calls.isEmpty()) {
                    receiver.onHandled();
                }
            }
            ClusterMessage room = toSender.poll();
            if (room != null && random.nextInt(20) != 0) {
                sender.onAcknowledged((CallsHandled) room);
            }
        }
    }

    @Test
    void serverThatDoesNotHandleItsCallsGetsNoMoreThanTheWindow() {
        while (queue.send(new ServerCall("f", new byte[1000])) == null) {
            sender.flush();
        }

        assertThat(toReceiver.stream()
                        .mapToInt(message -> ((CallFrame) message).bytes().length)
                        .sum())
                .isLessThanOrEqualTo((1 << 20) + FrameWriter.FRAME_BYTES);
        assertThat(queue.send(new ServerCall("f", new byte[1000]))).contains("too much waits");
    }

    @Test
    void callIsRefusedWhenItIsTooLargeOrTheLinkIsDown() {
        assertThat(queue.send(new ServerCall("f", new byte[MAX_BYTES + 1]))).contains("bytes of arguments: 200001");

        sender.close();

        assertThat(queue.send(new ServerCall("f", new byte[1]))).isEqualTo("the link is down");
    }

    @Test
    void callBeyondTheReceiversLimitIsLeftOutAndTheNextArrives() {
        FrameReader reader = new FrameReader(10);
        queue.send(new ServerCall("large", new byte[100_000]));
        queue.send(new ServerCall("small", new byte[10]));
        FrameWriter writer = new FrameWriter(queue);
        List<ServerCall> read = new ArrayList<>();
        for (byte[] frame = writer.next(); frame != null; frame = writer.next()) {
            read.addAll(reader.read(frame));
        }

        assertThat(read).extracting(ServerCall::function).containsExactly("small");
    }

    @Test
    void framesOfAnEarlierLinkAreLeft() {
        queue.send(new ServerCall("f", new byte[1]));
        sender.flush();
        CallExchange later = new CallExchange(NODE, new LinkIds(3, 1), unused, MAX_BYTES, toSender::add);

        assertThat(later.onFrame((CallFrame) toReceiver.remove())).isEmpty();
        assertThat(toSender).isEmpty();
    }

    @FuzzTest
    void anyFramesAreRead(FuzzedDataProvider data) {
        byte[] bytes = data.consumeBytes(4096);
        FrameReader whole = new FrameReader(1000);
        List<ServerCall> calls = whole.read(bytes);

        FrameReader parts = new FrameReader(1000);
        List<ServerCall> gathered = new ArrayList<>();
        for (int position = 0; position < bytes.length; ) {
            int end = Math.min(bytes.length, position + data.consumeInt(1, 64));
            gathered.addAll(parts.read(Arrays.copyOfRange(bytes, position, end)));
            position = end;
        }
        assertThat(texts(gathered)).isEqualTo(texts(calls));
    }
}
