package io.monaserver.script.lua;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.CallMonitor;
import org.luaj.vm2.CallStack;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Operators;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** The functions pcall, xpcall and error. A breach of the limits passes through all of them. */
final class ProtectedCalls {

    private final CallMonitor monitor;

    private ProtectedCalls(CallMonitor monitor) {
        this.monitor = monitor;
    }

    /** Stands on the stack for the protected call itself, which counts as a level. */
    private static final class Marker extends VarArgFunction {

        private final String label;

        Marker(String label) {
            this.label = label;
        }

        @Override
        public String name() {
            return label;
        }
    }

    private static final LuaFunction PCALL = new Marker("pcall");
    private static final LuaFunction XPCALL = new Marker("xpcall");

    static void define(LuaTable library, CallMonitor monitor) {
        ProtectedCalls calls = new ProtectedCalls(monitor);
        Native.define(library, "pcall", args -> calls.call(Args.any(args, 1), args.subargs(2), null));
        Native.define(library, "xpcall", args -> calls.call(Args.any(args, 1), args.subargs(3), Args.any(args, 2)));
        Native.define(library, "error", calls::error);
    }

    private Varargs call(LuaValue function, Varargs args, @Nullable LuaValue handler) {
        CallStack calls = monitor.calls();
        int depth = calls.depth();
        LuaValue outer = calls.handler(handler);
        try {
            calls.push(handler == null ? PCALL : XPCALL);
            return LuaValue.varargsOf(LuaValue.TRUE, Operators.invoke(function, args));
        } catch (LuaError error) {
            if (handler != null && !error.isRaisedInScript()) {
                calls.handle(error);
            }
            return LuaValue.varargsOf(LuaValue.FALSE, error.value());
        } catch (StackOverflowError overflow) {
            return LuaValue.varargsOf(LuaValue.FALSE, LuaValue.valueOf("stack overflow"));
        } finally {
            calls.unwind(depth);
            calls.handler(outer);
        }
    }

    private Varargs error(Varargs args) {
        LuaValue value = args.arg1();
        int level = Args.integer(args, 2, 1);
        if (value.isstring() && level > 0) {
            String position = monitor.calls().position(level);
            throw LuaError.ofText(Strings.concat(Args.text(position), value.strvalue()), value);
        }
        throw LuaError.ofValue(value);
    }
}
