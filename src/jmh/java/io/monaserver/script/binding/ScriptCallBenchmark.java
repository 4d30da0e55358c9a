package io.monaserver.script.binding;

import io.monaserver.common.Clock;
import io.monaserver.script.lua.FileSandbox;
import io.monaserver.script.lua.LuaMachine;
import io.monaserver.script.lua.ModuleFiles;
import io.monaserver.script.lua.ScriptLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From Java into a script and back, with the whole guard on. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class ScriptCallBenchmark {

    /** What is run, from the project's folder. */
    static final Path SCRIPT = Path.of("src/jmh/lua/functions.lua");

    private static final LuaString KEY = LuaValue.valueOf("b");

    /** An object of the server. */
    public static final class CounterObject extends LuaObject {

        private double sum;

        /** Adds and gives the sum. */
        @LuaMethod
        public double increase(double amount) {
            sum += amount;
            return sum;
        }
    }

    private final LuaMachine machine = new LuaMachine(
            new ScriptLimits(Duration.ofMinutes(10), 0, 1L << 50, ScriptLimits.DEFAULT.depth(), 10), Clock.SYSTEM);
    private final CounterObject counter = new CounterObject();
    private final LuaTable environment = machine.libraries(() -> new FileSandbox(List.of()), ModuleFiles.NONE);
    private LuaValue handler = LuaValue.NIL;

    /** Loads the script. */
    @Setup
    public void load() throws IOException {
        machine.guard().stringMethods(() -> environment.rawget("string").checktable());
        LuaString source = LuaString.valueUsing(Files.readAllBytes(SCRIPT));
        run(machine.loader().load(source, "=bench", environment), LuaValue.NONE);
        handler = environment.rawget("call");
    }

    private Varargs run(LuaValue function, Varargs arguments) {
        machine.guard().enter();
        try {
            return function.invoke(arguments);
        } finally {
            machine.guard().exit();
        }
    }

    /** A table look-up and a call of an object's method, in a function that was found when the script was loaded. */
    @Benchmark
    public Varargs hostCall() {
        return run(handler, LuaValue.varargsOf(counter, KEY));
    }

    /** Calls and arithmetic; in milliseconds divide by a million. */
    @Benchmark
    public Varargs fib30() {
        return run(environment.rawget("fib"), LuaInteger.valueOf(30));
    }

    /** Twenty million rounds. */
    @Benchmark
    public Varargs loop() {
        return run(environment.rawget("loop"), LuaInteger.valueOf(20_000_000));
    }

    /** Appending to a list and reading it. */
    @Benchmark
    public Varargs tables() {
        return run(environment.rawget("tables"), LuaValue.NONE);
    }

    /** Building and searching text. */
    @Benchmark
    public Varargs strings() {
        return run(environment.rawget("strings"), LuaValue.NONE);
    }
}
