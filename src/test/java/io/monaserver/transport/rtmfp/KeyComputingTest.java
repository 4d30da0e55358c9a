package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.crypto.DhGroup;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whom the computing of keys holds up. */
class KeyComputingTest {

    private final KeyComputing keys = new KeyComputing();

    @Test
    void aFullQueueOfALargeGroupHoldsUpNobodyElse() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        try (keys) {
            int taken = 0;
            while (submit(DhGroup.MODP_4096, stuck)) {
                taken++;
            }
            assertThat(taken).as("one at work, the rest queued").isEqualTo(KeyComputing.QUEUE + 1);

            for (DhGroup group : DhGroup.values()) {
                if (group != DhGroup.MODP_4096) {
                    CountDownLatch done = new CountDownLatch(1);
                    assertThat(keys.submit(group, () -> {}, done::countDown, Runnable::run))
                            .isTrue();
                    assertThat(done.await(10, TimeUnit.SECONDS))
                            .as(group.name())
                            .isTrue();
                }
            }
            stuck.countDown();
        }
    }

    private boolean submit(DhGroup group, CountDownLatch until) {
        return keys.submit(
                group,
                () -> {
                    try {
                        until.await();
                    } catch (InterruptedException expected) {
                        Thread.currentThread().interrupt();
                    }
                },
                () -> {},
                Runnable::run);
    }
}
