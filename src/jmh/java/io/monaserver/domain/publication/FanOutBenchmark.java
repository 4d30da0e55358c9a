package io.monaserver.domain.publication;

import io.monaserver.common.Clock;
import io.monaserver.domain.Loop;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.monaserver.metrics.Metrics;
import io.monaserver.testkit.ManualClock;
import io.monaserver.testkit.ManualLoop;
import io.monaserver.testkit.TestClient;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One packet of 2 KB to all listeners of a publication, without their sockets: the cost of the fan-out itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FanOutBenchmark {

    @Param({"1", "1000"})
    int listeners;

    private final FanOut fanOut = new FanOut(new ManualClock());
    private final Sequencer sequencer = new Sequencer();
    private ActorSystem<Void> system;
    private long timeMs;

    @Setup
    public void join() {
        system = ActorSystem.create(Behaviors.empty(), "bench");
        Loop loop = new Loop(Loops.SAME, DispatcherSelector.defaultDispatcher());
        PublicationRegistry registry =
                new PublicationRegistry(system, PublicationSettings.DEFAULT, Clock.SYSTEM, Metrics.NONE);
        GopCache cache = new GopCache(0);
        for (int i = 0; i < listeners; i++) {
            ListenRequest request = new ListenRequest("live", Map.of(), new NullSink());
            fanOut.add(registry.listen(TestClient.of(""), request, loop), StreamHeaders.NONE, cache);
        }
        push(0x17);
    }

    @TearDown
    public void end() {
        system.terminate();
    }

    @Benchmark
    public void packetToAll() {
        push(0x27);
    }

    private void push(int first) {
        byte[] payload = new byte[2_048];
        payload[0] = (byte) first;
        payload[1] = 1;
        timeMs += 40;
        fanOut.push(List.of(sequencer.next(MediaPacket.video(timeMs, payload))), timeMs);
    }

    private record NullSink() implements MediaSink, WireForm {

        @Override
        public ScheduledExecutorService loop() {
            return Loops.SAME;
        }

        @Override
        public WireForm form() {
            return this;
        }

        @Override
        public void write(ByteBuf wire) {
            wire.release();
        }

        @Override
        public void flush() {}

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public void onEvent(StreamEvent event) {}

        @Override
        public boolean isContainer() {
            return false;
        }

        @Override
        public void writeStart(StreamHeaders headers, ByteBuf out) {}

        @Override
        public void writeFirst(StreamPacket packet, long baseMs, ByteBuf out) {
            out.writeBytes(packet.payload());
        }

        @Override
        public void writeNext(StreamPacket packet, ByteBuf out) {
            out.writeBytes(packet.payload());
        }
    }

    private static final class Loops {
        private static final ScheduledExecutorService SAME = new ManualLoop(new ManualClock());
    }
}
