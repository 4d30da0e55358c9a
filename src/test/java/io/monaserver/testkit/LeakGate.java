package io.monaserver.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails the test run when a buffer was forgotten: the detector notices when the buffer is collected, so the run ends
 * with a collection and a few allocations, at which it reports.
 */
public final class LeakGate implements LauncherSessionListener {

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
    private static final int LOOKS = 5;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ListeningFactory());
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        for (int look = 0; look < LOOKS; look++) {
            System.gc();
            System.runFinalization();
            ByteBuf nudge = PooledByteBufAllocator.DEFAULT.directBuffer(16);
            nudge.release();
        }
        if (!LEAKS.isEmpty()) {
            System.err.println("Buffers were never released: " + LEAKS);
            Runtime.getRuntime().halt(1);
        }
    }

    /** Has a detector add what it finds. */
    static <T> ResourceLeakDetector<T> listening(ResourceLeakDetector<T> detector, Queue<String> leaks) {
        detector.setLeakListener((type, records) -> leaks.add(type + records));
        return detector;
    }

    private static final class ListeningFactory extends ResourceLeakDetectorFactory {

        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return listening(new ResourceLeakDetector<>(resource, samplingInterval), LEAKS);
        }

        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
            return listening(new ResourceLeakDetector<>(resource, samplingInterval), LEAKS);
        }
    }
}
