package io.monaserver.script.lua;

import io.monaserver.common.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.CallFrame;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.MonitoredGlobals;

/**
 * One Lua machine: what all scripts of a lane share. Holds the guard, compiles chunks, and makes sets of libraries, one
 * for each application, so that none can change another's.
 */
public final class LuaMachine {

    private static final long IDLE_THREAD_SECONDS = 10;

    private final Clock clock;
    private final ScriptGuard guard;
    private final MonitoredGlobals globals;
    private final ChunkLoader loader;
    private final ThreadPoolExecutor coroutineThreads;
    private @Nullable CoroutineBody coroutine;
    private Supplier<LuaTable> environment = LuaTable::new;

    /** A machine with these limits. */
    public LuaMachine(ScriptLimits limits, Clock clock) {
        this.clock = clock;
        this.guard = new ScriptGuard(limits, clock);
        this.globals = new MonitoredGlobals(guard);
        this.loader = new ChunkLoader(globals);
        AtomicInteger number = new AtomicInteger();
        this.coroutineThreads = new ThreadPoolExecutor(
                0,
                limits.coroutines(),
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> new ScriptThread(this, task, "coroutine-" + number.incrementAndGet()));
    }

    /** Bounds every call. */
    public ScriptGuard guard() {
        return guard;
    }

    /** Compiles chunks. */
    public ChunkLoader loader() {
        return loader;
    }

    /** Where globals live when the running function cannot tell. */
    public void environment(Supplier<LuaTable> source) {
        environment = source;
    }

    /**
     * Makes the libraries: a table of the global functions and of the library tables by name.
     *
     * @param files where the io library may read and write, asked for at each use
     * @param modules what {@code require} finds
     */
    public LuaTable libraries(Supplier<FileSandbox> files, ModuleFiles modules) {
        LuaTable library = new LuaTable();
        BaseLibrary.define(library, this);
        LuaTable packages = PackageLibrary.create(this, library, modules);
        PackageLibrary.loaded(packages, "_G", library);
        add(library, packages, "package", packages);
        add(library, packages, "string", StringLibrary.create(guard));
        add(library, packages, "table", TableLibrary.create(guard));
        add(library, packages, "math", MathLibrary.create());
        add(library, packages, "bit", BitLibrary.create());
        IoLibrary io = new IoLibrary(guard, files);
        LuaTable os = DateLibrary.create(clock, guard);
        io.defineFileFunctions(os);
        add(library, packages, "os", os);
        add(library, packages, "io", io.create());
        add(library, packages, "coroutine", CoroutineLibrary.create(this));
        add(library, packages, "debug", DebugLibrary.create(this));
        return library;
    }

    private static void add(LuaTable library, LuaTable packages, String name, LuaTable module) {
        library.rawset(name, module);
        PackageLibrary.loaded(packages, name, module);
    }

    MonitoredGlobals globals() {
        return globals;
    }

    Executor coroutineThreads() {
        return coroutineThreads;
    }

    @Nullable
    CoroutineBody coroutine() {
        return coroutine;
    }

    @Nullable
    CoroutineBody exchangeCoroutine(@Nullable CoroutineBody next) {
        CoroutineBody previous = coroutine;
        coroutine = next;
        return previous;
    }

    LuaTable stringMethods() {
        return guard.stringMethods();
    }

    /** The environment in which chunks are loaded: what {@code setfenv(0)} set during this call, or the usual. */
    LuaValue currentEnvironment() {
        LuaValue own = guard.calls().environment();
        return own == null ? environment.get() : own;
    }

    /** The environment of the Lua function that runs. */
    public LuaValue callersEnvironment() {
        CallFrame frame = guard.calls().frame(1);
        LuaClosure closure = frame == null ? null : frame.closure();
        LuaValue own = closure == null ? null : closure.environment();
        return own == null ? currentEnvironment() : own;
    }
}
