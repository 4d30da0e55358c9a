package io.monaserver.script.lua;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.varargsOf;

import org.luaj.vm2.CallMonitor;
import org.luaj.vm2.ConstructedTable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The table library. */
final class TableLibrary {

    /** LuaJIT's room for the results of one call. */
    private static final int UNPACK_LIMIT = 7999;

    private TableLibrary() {}

    static LuaTable create(CallMonitor monitor) {
        LuaTable library = new LuaTable();
        Native.define(library, "insert", args -> insert(monitor, args));
        Native.define(library, "remove", args -> remove(monitor, args));
        Native.define(library, "concat", args -> concat(monitor, args));
        Native.define(library, "sort", args -> sort(monitor, args));
        Native.define(library, "unpack", args -> unpack(monitor, args));
        Native.define(library, "pack", TableLibrary::pack);
        Native.define(library, "move", args -> move(monitor, args));
        Native.define(library, "maxn", TableLibrary::maxn);
        Native.define(
                library, "getn", args -> LuaValue.valueOf(Args.table(args, 1).length()));
        Native.define(library, "foreach", TableLibrary::foreach);
        Native.define(library, "foreachi", TableLibrary::foreachi);
        return library;
    }

    private static Varargs insert(CallMonitor monitor, Varargs args) {
        LuaTable table = Args.table(args, 1);
        int count = args.narg();
        int end = table.length() + 1;
        if (count == 2) {
            table.rawset(end, args.arg(2));
            return NONE;
        }
        if (count != 3) {
            throw new LuaError("wrong number of arguments to 'insert'");
        }
        int position = Args.integer(args, 2);
        monitor.steps(Math.max(0, end - position));
        for (int i = Math.max(end, position); i > position; i--) {
            table.rawset(i, table.rawget(i - 1));
        }
        table.rawset(position, args.arg(3));
        return NONE;
    }

    private static Varargs remove(CallMonitor monitor, Varargs args) {
        LuaTable table = Args.table(args, 1);
        int size = table.length();
        if (args.narg() < 2) {
            if (size == 0) {
                return NIL;
            }
            LuaValue last = table.rawget(size);
            table.rawset(size, NIL);
            return last;
        }
        int position = Args.integer(args, 2);
        if (position < 1 || position > size) {
            return NONE;
        }
        monitor.steps(size - position);
        LuaValue removed = table.rawget(position);
        for (int i = position; i < size; i++) {
            table.rawset(i, table.rawget(i + 1));
        }
        table.rawset(size, NIL);
        return removed;
    }

    private static Varargs concat(CallMonitor monitor, Varargs args) {
        LuaTable table = Args.table(args, 1);
        LuaString separator = Args.optString(args, 2);
        int from = Args.integer(args, 3, 1);
        int to = args.arg(4).isnil() ? table.length() : Args.integer(args, 4);
        ByteBuilder text = new ByteBuilder(monitor);
        for (long i = from; i <= to; i++) {
            monitor.step();
            LuaValue item = table.get((int) i);
            if (!(item instanceof LuaString) && !(item instanceof LuaNumber)) {
                throw new LuaError("invalid value (" + item.typename() + ") at index " + i + " in table for 'concat'");
            }
            text.append(item.strvalue());
            if (separator != null && i < to) {
                text.append(separator);
            }
        }
        return text.build();
    }

    private static Varargs sort(CallMonitor monitor, Varargs args) {
        LuaTable table = Args.table(args, 1);
        LuaValue comparator = args.arg(2);
        if (!comparator.isnil() && !(comparator instanceof LuaFunction)) {
            throw Args.wrongType(args, 2, "function");
        }
        new TableSort(monitor, table, comparator instanceof LuaFunction function ? function : null).sort();
        return NONE;
    }

    static Varargs unpack(CallMonitor monitor, Varargs args) {
        LuaTable table = Args.table(args, 1);
        long from = Args.integer(args, 2, 1);
        long to = args.arg(3).isnil() ? table.length() : Args.integer(args, 3);
        long count = to - from + 1;
        if (count <= 0) {
            return NONE;
        }
        if (count > UNPACK_LIMIT) {
            throw new LuaError("too many results to unpack");
        }
        monitor.steps((int) count);
        LuaValue[] values = new LuaValue[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.get((int) from + i);
        }
        return varargsOf(values);
    }

    private static Varargs pack(Varargs args) {
        LuaTable table = ConstructedTable.packed(args);
        table.rawset("n", LuaValue.valueOf(args.narg()));
        return table;
    }

    private static Varargs move(CallMonitor monitor, Varargs args) {
        LuaTable source = Args.table(args, 1);
        int from = Args.integer(args, 2);
        int end = Args.integer(args, 3);
        int to = Args.integer(args, 4);
        LuaTable target = args.arg(5).isnil() ? source : Args.table(args, 5);
        monitor.steps(Math.max(0, end - from));
        boolean upwards = to > from && target.raweq(source);
        for (int n = 0; n <= end - from; n++) {
            int i = upwards ? end - from - n : n;
            target.set(to + i, source.get(from + i));
        }
        return target;
    }

    private static Varargs maxn(Varargs args) {
        LuaTable table = Args.table(args, 1);
        double max = 0;
        for (Varargs entry = table.next(NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            if (entry.arg1() instanceof LuaNumber number) {
                max = Math.max(max, number.todouble());
            }
        }
        return Args.of(max);
    }

    private static Varargs foreach(Varargs args) {
        LuaTable table = Args.table(args, 1);
        LuaFunction function = Args.function(args, 2);
        for (Varargs entry = table.next(NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            LuaValue result = function.call(entry.arg1(), entry.arg(2));
            if (!result.isnil()) {
                return result;
            }
        }
        return NONE;
    }

    private static Varargs foreachi(Varargs args) {
        LuaTable table = Args.table(args, 1);
        LuaFunction function = Args.function(args, 2);
        int size = table.length();
        for (int i = 1; i <= size; i++) {
            LuaValue result = function.call(LuaValue.valueOf(i), table.rawget(i));
            if (!result.isnil()) {
                return result;
            }
        }
        return NONE;
    }
}
