package io.monaserver.script.lua;

import static org.luaj.vm2.LuaValue.NIL;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.ArgumentError;
import org.luaj.vm2.CallFrame;
import org.luaj.vm2.CallStack;
import org.luaj.vm2.ConstructedTable;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What is safe of the debug library: where code is, and nothing that reaches into other functions. */
final class DebugLibrary {

    private static final int TRACEBACK_HEAD = 12;
    private static final int TRACEBACK_TAIL = 10;

    private DebugLibrary() {}

    static LuaTable create(LuaMachine machine) {
        LuaTable library = new LuaTable();
        Native.define(library, "traceback", args -> traceback(machine, args));
        Native.define(library, "getinfo", args -> getInfo(machine, args));
        Native.define(library, "gethook", args -> NIL);
        return library;
    }

    private static Varargs traceback(LuaMachine machine, Varargs given) {
        Varargs args = given.arg(1) instanceof LuaThread ? given.subargs(2) : given;
        LuaValue message = args.arg(1);
        if (!message.isnil() && !message.isstring()) {
            return message;
        }
        CallStack calls = given.arg(1) instanceof Coroutine coroutine
                ? coroutine.body().calls()
                : machine.guard().calls();
        int first = Args.integer(args, 2, 1);
        StringBuilder text = new StringBuilder();
        if (!message.isnil()) {
            text.append('\n');
        }
        text.append("stack traceback:");
        for (int level = Math.max(1, first); level <= calls.depth(); level++) {
            if (level == TRACEBACK_HEAD && calls.depth() - level > TRACEBACK_TAIL) {
                text.append("\n\t...");
                level = calls.depth() - TRACEBACK_TAIL + 1;
            }
            CallFrame frame = calls.frame(level);
            if (frame != null) {
                text.append("\n\t").append(describe(calls, frame, level));
            }
        }
        return message.isnil()
                ? Args.text(text.toString())
                : Strings.concat(message.strvalue(), Args.text(text.toString()));
    }

    private static String describe(CallStack calls, CallFrame frame, int level) {
        LuaClosure closure = frame.closure();
        if (closure == null) {
            return "[C]: in function '" + frame.function().name() + "'";
        }
        String where = closure.chunk() + ":" + frame.line() + ": in ";
        if (closure.p.linedefined == 0) {
            return where + "main chunk";
        }
        CallFrame caller = calls.frame(level + 1);
        var name = caller == null ? null : caller.callee();
        return where
                + "function "
                + (name == null ? "<" + closure.chunk() + ":" + closure.p.linedefined + ">" : "'" + name.text() + "'");
    }

    private static Varargs getInfo(LuaMachine machine, Varargs given) {
        Varargs args = given.arg(1) instanceof LuaThread ? given.subargs(2) : given;
        CallStack calls = given.arg(1) instanceof Coroutine coroutine
                ? coroutine.body().calls()
                : machine.guard().calls();
        LuaValue target = args.arg(1);
        CallFrame frame = null;
        CallFrame caller = null;
        LuaFunction function;
        if (target instanceof LuaNumber) {
            int level = Args.integer(args, 1);
            frame = calls.frame(Math.max(1, level));
            caller = calls.frame(Math.max(1, level) + 1);
            if (level < 0 || frame == null) {
                return NIL;
            }
            function = frame.function();
        } else if (target instanceof LuaFunction given1) {
            function = StandIn.resolve(given1);
        } else {
            throw new ArgumentError(1, "function or level expected");
        }
        String what = args.arg(2).isnil() ? "nSluf" : Strings.text(Args.string(args, 2));
        return info(function, frame, caller, what);
    }

    private static LuaTable info(
            LuaFunction function, @Nullable CallFrame frame, @Nullable CallFrame caller, String what) {
        LuaTable info = new ConstructedTable();
        LuaClosure closure = function instanceof LuaClosure lua ? lua : null;
        if (what.indexOf('S') >= 0) {
            String chunk = closure == null ? "[C]" : closure.chunk();
            info.rawset("source", closure == null ? LuaValue.valueOf("=[C]") : closure.p.source);
            info.rawset("short_src", Args.text(chunk));
            info.rawset("linedefined", LuaValue.valueOf(closure == null ? -1 : closure.p.linedefined));
            info.rawset("lastlinedefined", LuaValue.valueOf(closure == null ? -1 : closure.p.lastlinedefined));
            info.rawset("what", LuaValue.valueOf(closure == null ? "C" : closure.p.linedefined == 0 ? "main" : "Lua"));
        }
        if (what.indexOf('l') >= 0) {
            info.rawset("currentline", LuaValue.valueOf(frame == null ? -1 : frame.line()));
        }
        if (what.indexOf('u') >= 0) {
            info.rawset("nups", LuaValue.valueOf(closure == null ? 0 : closure.upValues.length));
            info.rawset("nparams", LuaValue.valueOf(closure == null ? 0 : closure.p.numparams));
            info.rawset("isvararg", LuaValue.valueOf(closure == null || closure.p.is_vararg != 0));
        }
        if (what.indexOf('n') >= 0) {
            var name = caller == null ? null : caller.callee();
            info.rawset("namewhat", LuaValue.valueOf(name == null ? "" : name.kind()));
            if (name != null) {
                info.rawset("name", Args.text(name.text()));
            }
        }
        if (what.indexOf('L') >= 0 && closure != null) {
            LuaTable lines = new ConstructedTable();
            for (int line : closure.p.lineinfo) {
                lines.rawset(line, LuaValue.TRUE);
            }
            info.rawset("activelines", lines);
        }
        if (what.indexOf('f') >= 0) {
            info.rawset("func", function);
        }
        return info;
    }
}
