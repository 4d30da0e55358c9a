package io.monaserver.script.binding;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.luaj.vm2.lib.jse.JsePlatform;
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

/** The functions of {@link ScriptCallBenchmark} on LuaJ as it is published, without guard and corrections. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class PlainLuaBenchmark {

    private MethodHandle fib;
    private MethodHandle loop;
    private MethodHandle tables;
    private MethodHandle strings;

    /** Loads the library's own classes, which this project's hide elsewhere, in a loader that sees nothing else. */
    @Setup
    public void load() throws ReflectiveOperationException, IOException {
        URL jar = JsePlatform.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader library = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        Class<?> value = library.loadClass("org.luaj.vm2.LuaValue");
        Class<?> globalsType = library.loadClass("org.luaj.vm2.Globals");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Object globals = library.loadClass(JsePlatform.class.getName())
                .getMethod("standardGlobals")
                .invoke(null);
        Object chunk = globalsType
                .getMethod("load", String.class)
                .invoke(globals, Files.readString(ScriptCallBenchmark.SCRIPT));
        value.getMethod("call").invoke(chunk);
        MethodHandle call = lookup.findVirtual(value, "call", MethodType.methodType(value));
        MethodHandle callWith = lookup.findVirtual(value, "call", MethodType.methodType(value, value));
        fib = with(callWith, globalsType, globals, "fib", 30);
        loop = with(callWith, globalsType, globals, "loop", 20_000_000);
        tables = call.bindTo(function(globalsType, globals, "tables")).asType(MethodType.methodType(Object.class));
        strings = call.bindTo(function(globalsType, globals, "strings")).asType(MethodType.methodType(Object.class));
    }

    private static MethodHandle with(MethodHandle call, Class<?> type, Object globals, String name, int argument)
            throws ReflectiveOperationException {
        Class<?> value = type.getClassLoader().loadClass("org.luaj.vm2.LuaValue");
        Object number = value.getMethod("valueOf", int.class).invoke(null, argument);
        return MethodHandles.insertArguments(call.bindTo(function(type, globals, name)), 0, number)
                .asType(MethodType.methodType(Object.class));
    }

    private static Object function(Class<?> type, Object globals, String name) throws ReflectiveOperationException {
        return type.getMethod("get", String.class).invoke(globals, name);
    }

    /** Calls and arithmetic. */
    @Benchmark
    public Object fib30() throws Throwable {
        return fib.invokeExact();
    }

    /** Twenty million rounds. */
    @Benchmark
    public Object loop() throws Throwable {
        return loop.invokeExact();
    }

    /** Appending to a list and reading it. */
    @Benchmark
    public Object tables() throws Throwable {
        return tables.invokeExact();
    }

    /** Building and searching text. */
    @Benchmark
    public Object strings() throws Throwable {
        return strings.invokeExact();
    }
}
