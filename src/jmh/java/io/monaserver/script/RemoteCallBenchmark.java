package io.monaserver.script;

import io.monaserver.codec.DataFormat;
import io.monaserver.codec.amf.Amf0Format;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.common.Clock;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.testkit.TestClient;
import io.monaserver.testkit.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Calls of a client's function from another thread: arguments decoded, the script run, its answer encoded. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 4, time = 3)
@Fork(1)
public class RemoteCallBenchmark {

    private static final int CALLS = 2000;

    /** How the client speaks. */
    @Param({"JSON", "AMF0"})
    private String name;

    private Path folder;
    private ScriptFixture fixture;
    private TestClient client;
    private DataFormat format;
    private byte[] arguments;

    /** Starts a lane with an application. */
    @Setup
    public void start() throws IOException {
        folder = Files.createTempDirectory("bench");
        format = name.equals("JSON") ? JsonFormat.INSTANCE : Amf0Format.INSTANCE;
        arguments = Values.write(format, 1, 2);
        fixture = new ScriptFixture(folder, Clock.SYSTEM);
        fixture.write("bench", "function onConnection(client) function client:add(a, b) return a + b end end");
        client = TestClient.of("/bench", format);
        fixture.connect(client, "[]");
    }

    /** Stops the lane. */
    @TearDown
    public void stop() throws IOException {
        fixture.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Many calls under way at once. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void call() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(CALLS);
        for (int i = 0; i < CALLS; i++) {
            fixture.applications.tell(new ApplicationEvent.Called(
                    client, "add", format.newReader(arguments), outcome -> left.countDown()));
        }
        left.await();
    }
}
