package io.monaserver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class LeakGateTest {

    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final ResourceLeakDetector<Object> detector =
            LeakGate.listening(new ResourceLeakDetector<>(Object.class, 1), leaks);

    @Test
    void whatIsForgottenIsFound() {
        detector.track(new Object());

        await().untilAsserted(() -> {
            System.gc();
            useAndRelease();
            assertThat(leaks).hasSize(1).first().asString().startsWith("Object");
        });
    }

    @Test
    void whatIsReleasedIsNot() {
        useAndRelease();
        System.gc();
        useAndRelease();

        assertThat(leaks).isEmpty();
    }

    private void useAndRelease() {
        Object resource = new Object();
        detector.track(resource).close(resource);
    }
}
