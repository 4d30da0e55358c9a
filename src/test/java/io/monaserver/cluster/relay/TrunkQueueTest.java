package io.monaserver.cluster.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.testkit.ManualClock;
import io.monaserver.testkit.ManualLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TrunkQueueTest {

    private final ManualLoop loop = new ManualLoop(new ManualClock());
    private final TrunkQueue trunk = new TrunkQueue(new RelayPulse(loop));

    @Test
    void smallPacketsOfManyPublicationsGoInOneBatch() {
        for (int channel = 0; channel < 300; channel++) {
            offer(trunk.open(channel), 150);
        }

        assertThat(sections(trunk.poll())).hasSize(300).containsOnly("150");
        assertThat(trunk.poll()).isNull();
    }

    @Test
    void publicationWithAKeyFrameLetsTheOthersHaveTheirTurn() {
        RelayQueue large = trunk.open(1);
        RelayQueue small = trunk.open(2);
        offer(large, 200_000);
        offer(small, 10);

        assertThat(sections(trunk.poll()).subList(0, 2)).containsExactly("" + TrunkQueue.TURN_BYTES, "10");
        assertThat(large.pendingBytes()).isEqualTo(200_000 - 65_536 + 10 + 5 * TrunkBatch.SECTION_HEAD);
        assertThat(small.pendingBytes()).isZero();
    }

    @Test
    void eachMayHaveLessTheMoreWaitsInAll() {
        RelayQueue large = trunk.open(1);
        RelayQueue small = trunk.open(2);
        offer(small, 1000);
        assertThat(trunk.countedBytes(small)).isEqualTo(1000);

        large.offer(Unpooled.wrappedBuffer(new byte[(int) (2 * TrunkQueue.AMPLE_BYTES)]));

        assertThat(trunk.countedBytes(small)).isEqualTo(2000);
        assertThat(trunk.countedBytes(large)).isGreaterThanOrEqualTo(4 * TrunkQueue.AMPLE_BYTES);
        trunk.close();
        assertThat(trunk.countedBytes(large)).isZero();
    }

    @Test
    void bytesOfEachPublicationArriveInOrderHoweverTheyWereCut() {
        Random random = new Random(6);
        Map<Integer, ByteArrayOutputStream> sent = new HashMap<>();
        Map<Integer, ByteArrayOutputStream> received = new HashMap<>();
        List<RelayQueue> queues = new ArrayList<>();
        for (int channel = 0; channel < 7; channel++) {
            queues.add(trunk.open(channel));
        }
        for (int i = 0; i < 500; i++) {
            int channel = random.nextInt(queues.size());
            byte[] bytes = new byte[1 + random.nextInt(i % 20 == 0 ? 100_000 : 1_000)];
            random.nextBytes(bytes);
            sent.computeIfAbsent(channel, key -> new ByteArrayOutputStream()).writeBytes(bytes);
            queues.get(channel).offer(Unpooled.wrappedBuffer(bytes));
            trunk.enlist(queues.get(channel));
            if (random.nextInt(10) == 0) {
                collect(received);
            }
        }
        while (collect(received)) {
            // Until nothing waits.
        }

        sent.forEach((channel, bytes) -> assertThat(
                        Arrays.equals(received.get(channel).toByteArray(), bytes.toByteArray()))
                .as("channel %d", channel)
                .isTrue());
    }

    @Test
    void heldPublicationWaitsAndTheOthersGoOn() {
        RelayQueue held = trunk.open(1);
        RelayQueue other = trunk.open(2);
        trunk.hold(1, true);
        offer(held, 10);
        offer(other, 20);
        assertThat(sections(trunk.poll())).containsExactly("20");

        trunk.hold(1, false);
        assertThat(sections(trunk.poll())).containsExactly("10");
    }

    @Test
    void endIsToldAfterWhatWaits() {
        RelayQueue queue = trunk.open(1);
        offer(queue, 5);
        queue.complete();
        trunk.enlist(queue);

        assertThat(sections(trunk.poll())).containsExactly("5", "end");
        trunk.enlist(queue);
        assertThat(trunk.poll()).isNull();
    }

    @Test
    void closedPublicationsAndTrunksKeepNoBuffers() {
        ByteBuf first = Unpooled.buffer().writeZero(5);
        ByteBuf second = first.retainedDuplicate();
        RelayQueue closed = trunk.open(1);
        RelayQueue open = trunk.open(2);
        closed.offer(first);
        trunk.close(1);
        open.offer(second);
        trunk.enlist(open);
        assertThat(first.refCnt()).isEqualTo(2);

        trunk.poll();
        assertThat(first.refCnt()).isZero();

        trunk.close();
        ByteBuf late = Unpooled.buffer().writeZero(5);
        ByteBuf later = late.retainedDuplicate();
        open.offer(late);
        trunk.open(3).offer(later);
        assertThat(late.refCnt()).isZero();
    }

    @Test
    void emptyingSideIsWokenAtOnceAndThenAtCommonMoments() {
        AtomicInteger woken = new AtomicInteger();
        trunk.onSignal(woken::incrementAndGet);
        trunk.awake();
        RelayQueue first = trunk.open(1);
        RelayQueue second = trunk.open(2);

        offer(first, 1);
        assertThat(woken).hasValue(2);
        trunk.awake();
        trunk.poll();
        offer(first, 1);
        offer(second, 1);
        assertThat(woken).hasValue(2);

        loop.advance(Duration.ofMillis(5));
        assertThat(woken).hasValue(3);
        trunk.awake();
        loop.advance(Duration.ofMillis(5));
        assertThat(woken).hasValue(3);
    }

    @Test
    void lengthBeyondTheBatchIsRefused() {
        byte[] batch = {0, 0, 0, 1, 0, 0, 0, 9, 1};

        assertThatThrownBy(() -> sections(batch)).hasMessage("relay section: 9 (expected: 0 to 1)");
        assertThatThrownBy(() -> sections(Arrays.copyOf(batch, 5)))
                .hasMessage("relay batch: truncated (expected: whole sections)");
    }

    /** Whatever comes: sections, or a refusal. */
    @FuzzTest
    void anyBytes(FuzzedDataProvider data) {
        try {
            sections(data.consumeRemainingAsBytes());
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("relay ");
        }
    }

    private void offer(RelayQueue queue, int size) {
        queue.offer(Unpooled.wrappedBuffer(new byte[size]));
        trunk.enlist(queue);
    }

    private boolean collect(Map<Integer, ByteArrayOutputStream> received) {
        byte[] batch = trunk.poll();
        if (batch == null) {
            return false;
        }
        assertThat(batch).hasSizeLessThanOrEqualTo(TrunkBatch.MAX_BYTES);
        TrunkBatch.read(batch, new TrunkBatch.Target() {
            @Override
            public void onBytes(int channel, byte[] bytes, int offset, int length) {
                received.computeIfAbsent(channel, key -> new ByteArrayOutputStream())
                        .write(bytes, offset, length);
            }

            @Override
            public void onEnd(int channel) {
                throw new AssertionError("end of " + channel);
            }
        });
        return true;
    }

    private static List<String> sections(byte[] batch) {
        List<String> sections = new ArrayList<>();
        TrunkBatch.read(batch, new TrunkBatch.Target() {
            @Override
            public void onBytes(int channel, byte[] bytes, int offset, int length) {
                sections.add("" + length);
            }

            @Override
            public void onEnd(int channel) {
                sections.add("end");
            }
        });
        return sections;
    }
}
