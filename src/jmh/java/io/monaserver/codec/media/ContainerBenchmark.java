package io.monaserver.codec.media;

import io.monaserver.codec.media.MediaWriter.Track;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One second of a stream of 500 kbit/s into a container: 25 video and 43 audio packets. The figure is per packet. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ContainerBenchmark {

    private static final int PACKETS = 68;
    private static final byte[] AVC = {
        0x17, 0, 0, 0, 0, 1, 0x42, 0, 0x1f, (byte) 0xff, (byte) 0xe1, 0, 4, 0x67, 0x42, 0, 0x1f, 1, 0, 2, 0x68, 1
    };
    private static final byte[] AAC = {(byte) 0xaf, 0, 0x12, 0x10};

    private final byte[] video = new byte[2150];
    private final byte[] audio = new byte[200];
    private final MediaWriter flv = new FlvFile();
    private final MediaWriter ts = new TsFile();
    private ByteBuf out;

    @Setup
    public void prepare() {
        out = PooledByteBufAllocator.DEFAULT.directBuffer(1 << 17);
        video[0] = 0x27;
        video[1] = 1;
        int unit = video.length - 9;
        video[7] = (byte) (unit >> 8);
        video[8] = (byte) unit;
        audio[0] = (byte) 0xaf;
        audio[1] = 1;
        ts.write(Track.VIDEO, 0, AVC, out);
        ts.write(Track.AUDIO, 0, AAC, out);
    }

    @TearDown
    public void release() {
        out.release();
    }

    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public ByteBuf flv() {
        return second(flv);
    }

    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public ByteBuf transportStream() {
        return second(ts);
    }

    private ByteBuf second(MediaWriter writer) {
        out.clear();
        for (int i = 0; i < 25; i++) {
            writer.write(Track.VIDEO, i * 40, video, out);
        }
        for (int i = 0; i < 43; i++) {
            writer.write(Track.AUDIO, i * 23, audio, out);
        }
        return out;
    }
}
