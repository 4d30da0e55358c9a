package io.monaserver.script.lua;

import java.lang.ref.Cleaner;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A Lua coroutine, which runs on a thread of its own while the thread that resumed it waits. The thread holds the
 * {@link CoroutineBody} only: when a script drops its last reference to a coroutine, the body is told to end.
 */
final class Coroutine extends LuaThread {

    private static final Cleaner CLEANER = Cleaner.create();

    private final CoroutineBody body;

    Coroutine(LuaMachine machine, LuaValue function) {
        super(machine.globals(), function);
        CoroutineBody started = new CoroutineBody(machine, function);
        body = started;
        CLEANER.register(this, started::abandon);
    }

    CoroutineBody body() {
        return body;
    }

    @Override
    public String getStatus() {
        return body.status();
    }

    @Override
    public boolean isMainThread() {
        return false;
    }

    /** Runs it until it yields, ends or fails; true and the values, or false and the error value. */
    @Override
    public Varargs resume(Varargs args) {
        try {
            return LuaValue.varargsOf(LuaValue.TRUE, body.resume(this, args));
        } catch (LuaError error) {
            return LuaValue.varargsOf(LuaValue.FALSE, error.value());
        }
    }

    /** Runs it until it yields or ends, and throws its error. */
    Varargs resumeOrThrow(Varargs args) {
        return body.resume(this, args);
    }

    @Override
    public String tojstring() {
        return String.format("thread: 0x%08x", System.identityHashCode(this));
    }
}
