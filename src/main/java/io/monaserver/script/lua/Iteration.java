package io.monaserver.script.lua;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.varargsOf;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Operators;
import org.luaj.vm2.Varargs;

/** The functions next, pairs and ipairs; collections of the server answer to them as tables do. */
final class Iteration {

    private static final LuaString PAIRS = LuaValue.valueOf("__pairs");
    private static final LuaString IPAIRS = LuaValue.valueOf("__ipairs");

    private Iteration() {}

    static void define(LuaTable library, ScriptGuard guard) {
        Native next = new Native("next", args -> next(args));
        Native step = new Native("(ipairs)", args -> step(args));
        library.rawset("next", next);
        Native.define(library, "pairs", args -> pairs(args, next));
        Native.define(library, "ipairs", args -> ipairs(args, step));
    }

    private static Varargs next(Varargs args) {
        Varargs entry = Args.table(args, 1).next(args.arg(2));
        return entry.arg1().isnil() ? NIL : entry;
    }

    private static Varargs pairs(Varargs args, LuaValue next) {
        LuaValue value = args.arg(1);
        LuaValue handler = BaseLibrary.metaField(value, PAIRS);
        if (handler != null) {
            Varargs results = Operators.invoke(handler, value);
            return varargsOf(results.arg(1), results.arg(2), results.arg(3));
        }
        return varargsOf(next, Args.table(args, 1), NIL);
    }

    private static Varargs ipairs(Varargs args, LuaValue step) {
        LuaValue value = args.arg(1);
        LuaValue handler = BaseLibrary.metaField(value, IPAIRS);
        if (handler != null) {
            Varargs results = Operators.invoke(handler, value);
            return varargsOf(results.arg(1), results.arg(2), results.arg(3));
        }
        return varargsOf(step, Args.table(args, 1), LuaInteger.valueOf(0));
    }

    private static Varargs step(Varargs args) {
        LuaTable table = Args.table(args, 1);
        int index = Args.integer(args, 2) + 1;
        LuaValue value = table.rawget(index);
        return value.isnil() ? NIL : varargsOf(LuaInteger.valueOf(index), value);
    }
}
