package io.monaserver.cluster.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RelayQueueTest {

    private final RelayQueue queue = new RelayQueue();

    @Test
    void keyFrameIsCutAndSmallPacketsAreJoined() {
        offer(70_000);
        offer(10);
        offer(20);

        assertThat(queue.poll()).hasSize(32 << 10);
        assertThat(queue.poll()).hasSize(32 << 10);
        assertThat(queue.pendingBytes()).isEqualTo(70_030 - (64 << 10));
        assertThat(queue.poll()).hasSize(70_030 - (64 << 10));
        assertThat(queue.poll()).isNull();
        assertThat(queue.pendingBytes()).isZero();
    }

    @Test
    void emptyingSideIsWokenOnceUntilItLooks() {
        AtomicInteger woken = new AtomicInteger();
        queue.onSignal(woken::incrementAndGet);
        queue.awake();

        queue.signal();
        queue.signal();
        assertThat(woken).hasValue(2);

        queue.awake();
        queue.signal();
        assertThat(woken).hasValue(3);
    }

    @Test
    void isDrainedOnceItIsCompleteAndEmpty() {
        offer(5);
        queue.complete();
        assertThat(queue.isDrained()).isFalse();

        queue.poll();
        assertThat(queue.isDrained()).isTrue();
    }

    private void offer(int size) {
        queue.offer(Unpooled.wrappedBuffer(new byte[size]));
    }
}
