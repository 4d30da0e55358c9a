package io.monaserver.script.lua;

import static org.luaj.vm2.LuaValue.varargsOf;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The coroutine library. */
final class CoroutineLibrary {

    private CoroutineLibrary() {}

    static LuaTable create(LuaMachine machine) {
        LuaTable library = new LuaTable();
        Native.define(library, "create", args -> new Coroutine(machine, Args.function(args, 1)));
        Native.define(library, "resume", args -> thread(args).resume(args.subargs(2)));
        Native.define(library, "status", args -> LuaValue.valueOf(status(machine, thread(args))));
        Native.define(library, "yield", args -> {
            CoroutineBody running = machine.coroutine();
            if (running == null) {
                throw new LuaError("attempt to yield across C-call boundary");
            }
            return running.suspend(args);
        });
        Native.define(library, "isyieldable", args -> LuaValue.valueOf(machine.coroutine() != null));
        Native.define(library, "running", args -> running(machine));
        Native.define(library, "wrap", args -> wrap(machine, new Coroutine(machine, Args.function(args, 1))));
        return library;
    }

    /** LuaJIT takes the text for one of C here. */
    private static LuaString upToZero(LuaString text) {
        int zero = text.indexOf((byte) 0, 0);
        return zero < 0 ? text : Strings.part(text, 0, zero);
    }

    private static LuaThread thread(Varargs args) {
        if (args.arg(1) instanceof LuaThread thread) {
            return thread;
        }
        throw new org.luaj.vm2.ArgumentError(1, "coroutine expected");
    }

    private static String status(LuaMachine machine, LuaThread thread) {
        if (thread instanceof Coroutine coroutine) {
            return coroutine.getStatus();
        }
        return machine.coroutine() == null ? "running" : "normal";
    }

    private static Varargs running(LuaMachine machine) {
        CoroutineBody body = machine.coroutine();
        @Nullable Coroutine coroutine = body == null ? null : body.handle();
        return coroutine == null
                ? varargsOf(machine.globals().running, LuaValue.TRUE)
                : varargsOf(coroutine, LuaValue.FALSE);
    }

    /** The wrapped coroutine's errors are its caller's, with the caller's position before text. */
    private static LuaValue wrap(LuaMachine machine, Coroutine coroutine) {
        return new Native("(wrap)", args -> {
            try {
                return coroutine.resumeOrThrow(args);
            } catch (LuaError error) {
                LuaValue value = error.value();
                if (value instanceof LuaString text) {
                    throw LuaError.ofValue(
                            Strings.concat(Args.text(machine.guard().calls().position(1)), upToZero(text)));
                }
                throw LuaError.ofValue(value);
            }
        });
    }
}
