package io.monaserver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;

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

    @Test
    void runThatForgetsABufferFails() throws Exception {
        Process run = run("forget");

        String complaint = new String(run.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor()).isEqualTo(1);
        assertThat(complaint).contains("Buffers were never released: [ByteBuf");
    }

    @Test
    void runThatReleasesItsBuffersDoesNot() throws Exception {
        assertThat(run("release").waitFor()).isZero();
    }

    private static Process run(String what) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Dio.netty.leakDetection.level=paranoid",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Run.class.getName(),
                        what)
                .start();
    }

    /** A run of no tests, with a buffer. */
    static final class Run {

        private Run() {}

        public static void main(String[] arguments) {
            try (LauncherSession session = LauncherFactory.openSession()) {
                use(arguments[0].equals("release"));
            }
        }

        private static void use(boolean isReleased) {
            ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(16);
            if (isReleased) {
                buffer.release();
            }
        }
    }

    private void useAndRelease() {
        Object resource = new Object();
        detector.track(resource).close(resource);
    }
}
