package io.monaserver.codec.amf;

import io.monaserver.codec.Discard;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** A remote call's arguments: a text, a number, an object with five members and an array of ten numbers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AmfBenchmark {

    @Param
    private AmfVersion version;

    private byte[] encoded;

    @Setup
    public void prepare() {
        encoded = encode();
    }

    @Benchmark
    public byte[] encode() {
        AmfEncoder out = new AmfEncoder(version);
        out.writeString("method");
        out.writeNumber(7);
        out.beginObject("");
        for (String key : new String[] {"name", "path", "query", "width", "height"}) {
            out.writeKey(key);
            out.writeString("some text");
        }
        out.end();
        out.beginArray(10, false);
        for (int i = 0; i < 10; i++) {
            out.writeNumber(i);
        }
        out.end();
        return out.toBytes();
    }

    @Benchmark
    public int decode() {
        return new AmfReader(encoded, 0, encoded.length).readAll(Discard.INSTANCE);
    }
}
