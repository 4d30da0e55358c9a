package io.monaserver.protocol.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
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

/** One second of a stream of 500 kbit/s: 25 video and 43 audio messages. The figure is per message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ChunkBenchmark {

    private static final int MESSAGES = 68;

    @Param({"128", "4096", "60000"})
    private int chunkSize;

    private final RtmpMessage video = new RtmpMessage(MessageType.VIDEO, 1, 40, new byte[2150]);
    private final RtmpMessage audio = new RtmpMessage(MessageType.AUDIO, 1, 23, new byte[200]);
    private ChunkEncoder encoder;
    private ByteBuf wire;
    private ByteBuf scratch;
    private ChunkDecoder decoder;

    @Setup
    public void prepare() {
        encoder = new ChunkEncoder(chunkSize);
        decoder = new ChunkDecoder(1 << 20);
        wire = PooledByteBufAllocator.DEFAULT.directBuffer(1 << 17);
        scratch = PooledByteBufAllocator.DEFAULT.directBuffer(1 << 17);
        new ChunkEncoder(128).encodeFirst(2, ControlMessage.setChunkSize(chunkSize), wire);
        decoder.next(wire);
        wire.clear();
        encode(wire);
    }

    @TearDown
    public void release() {
        wire.release();
        scratch.release();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public ByteBuf encode() {
        return encode(scratch.clear());
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long decode() {
        wire.readerIndex(0);
        long bytes = 0;
        for (RtmpMessage next = decoder.next(wire); next != null; next = decoder.next(wire)) {
            bytes += next.payload().length;
        }
        return bytes;
    }

    private ByteBuf encode(ByteBuf out) {
        for (int i = 0; i < MESSAGES; i++) {
            RtmpMessage message = i % 3 == 0 ? video : audio;
            if (i < 3) {
                encoder.encodeFirst(4 + i % 3, message, out);
            } else {
                encoder.encodeNext(4 + i % 3, 20, message, out);
            }
        }
        return out;
    }
}
