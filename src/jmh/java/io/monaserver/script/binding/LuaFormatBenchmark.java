package io.monaserver.script.binding;

import io.monaserver.codec.DataFormat;
import io.monaserver.codec.amf.Amf3Format;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.codec.xml.XmlRpcFormat;
import java.util.concurrent.TimeUnit;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
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

/** An object of 40 fields, 1 KB in AMF3, between a format and Lua tables. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class LuaFormatBenchmark {

    private static final int FIELDS = 40;

    /** AMF3, JSON or XMLRPC. */
    @Param({"AMF3", "JSON", "XMLRPC"})
    private String name;

    private DataFormat format;
    private LuaTable table;
    private byte[] encoded;

    /** Makes the object. */
    @Setup
    public void prepare() {
        format = switch (name) {
            case "AMF3" -> Amf3Format.INSTANCE;
            case "JSON" -> JsonFormat.INSTANCE;
            default -> XmlRpcFormat.INSTANCE;
        };
        table = new LuaTable();
        for (int i = 0; i < FIELDS; i++) {
            LuaValue value = switch (i % 4) {
                case 0 -> LuaValue.valueOf(i * 1000);
                case 1 -> LuaValue.valueOf(i + 0.5);
                case 2 -> LuaValue.valueOf(i % 8 == 2);
                default -> LuaValue.valueOf("some text that is a field's value " + i);
            };
            table.set("fieldOfName" + i, value);
        }
        encoded = fromLua();
    }

    /** A table as bytes. */
    @Benchmark
    public byte[] fromLua() {
        return LuaReader.encode(table, format);
    }

    /** Bytes as a table. */
    @Benchmark
    public Varargs toLua() {
        return LuaWriter.decode(format.newReader(encoded));
    }
}
