package io.monaserver.script.lua;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.TRUE;
import static org.luaj.vm2.LuaValue.varargsOf;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.ArgumentError;
import org.luaj.vm2.CallFrame;
import org.luaj.vm2.ConstructedTable;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Operators;
import org.luaj.vm2.Varargs;

/** The functions that need no library name: types, conversions, metatables, environments and text chunks. */
final class BaseLibrary {

    private static final LuaString METATABLE = LuaValue.valueOf("__metatable");
    private static final LuaString TOSTRING = LuaValue.valueOf("__tostring");

    private final LuaMachine machine;

    private BaseLibrary(LuaMachine machine) {
        this.machine = machine;
    }

    static void define(LuaTable library, LuaMachine machine) {
        BaseLibrary base = new BaseLibrary(machine);
        ProtectedCalls.define(library, machine.guard());
        Iteration.define(library, machine.guard());
        Native.define(library, "assert", BaseLibrary::assertion);
        Native.define(
                library, "type", args -> LuaValue.valueOf(Args.any(args, 1).typename()));
        Native.define(library, "tostring", args -> {
            LuaValue value = Args.any(args, 1);
            LuaValue handler = value.metatag(TOSTRING);
            return handler.isnil()
                    ? text(value)
                    : Operators.invoke(handler, value).arg1();
        });
        Native.define(library, "tonumber", BaseLibrary::toNumber);
        Native.define(library, "select", BaseLibrary::select);
        Native.define(library, "unpack", args -> TableLibrary.unpack(machine.guard(), args));
        Native.define(library, "rawequal", args -> LuaValue.valueOf(rawEqual(Args.any(args, 1), Args.any(args, 2))));
        Native.define(library, "rawget", args -> Args.table(args, 1).rawget(Args.any(args, 2)));
        Native.define(library, "rawset", BaseLibrary::rawSet);
        Native.define(library, "rawlen", BaseLibrary::rawLength);
        Native.define(library, "getmetatable", base::getMetatable);
        Native.define(library, "setmetatable", BaseLibrary::setMetatable);
        Native.define(library, "newproxy", BaseLibrary::newProxy);
        Native.define(library, "collectgarbage", BaseLibrary::collectGarbage);
        Native.define(library, "gcinfo", args -> Args.of(usedKilobytes()));
        Native.define(library, "getfenv", base::getEnvironment);
        Native.define(library, "setfenv", base::setEnvironment);
        Native.define(library, "load", base::load);
        Native.define(library, "loadstring", base::load);
        library.rawset("_VERSION", LuaValue.valueOf("Lua 5.1"));
    }

    /** The text of any value as {@code tostring} gives it. */
    static LuaValue text(LuaValue value) {
        LuaValue handler = value.metatag(TOSTRING);
        if (!handler.isnil()) {
            LuaValue text = Operators.invoke(handler, value).arg1();
            if (!text.isstring()) {
                throw new LuaError("'tostring' must return a string to 'print'");
            }
            return text;
        }
        if (value instanceof LuaString) {
            return value;
        }
        return value instanceof LuaTable
                ? LuaValue.valueOf(String.format("table: 0x%08x", System.identityHashCode(value)))
                : LuaValue.valueOf(Strings.text(value));
    }

    private static Varargs assertion(Varargs args) {
        if (Args.any(args, 1).toboolean()) {
            return args;
        }
        throw args.narg() < 2 ? new LuaError("assertion failed!") : LuaError.ofValue(args.arg(2));
    }

    private static Varargs toNumber(Varargs args) {
        LuaValue value = Args.any(args, 1);
        int base = Args.integer(args, 2, 10);
        if (base == 10) {
            Double number = value instanceof LuaNumber ? null : Operators.toNumber(value);
            return value instanceof LuaNumber ? value : number == null ? NIL : Args.of(number);
        }
        if (base < 2 || base > 36) {
            throw new ArgumentError(2, "base out of range");
        }
        return parse(Strings.text(Args.string(args, 1)).trim(), base);
    }

    private static LuaValue parse(String text, int base) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        if (base == 16 && digits.toLowerCase(java.util.Locale.ROOT).startsWith("0x")) {
            digits = digits.substring(2);
        }
        if (digits.isEmpty()) {
            return NIL;
        }
        double value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), base) : -1;
            if (digit < 0) {
                return NIL;
            }
            value = value * base + digit;
        }
        return Args.of(negative ? -value : value);
    }

    private static Varargs select(Varargs args) {
        LuaValue which = args.arg(1);
        if (which instanceof LuaString text && text.m_length == 1 && Strings.at(text, 0) == '#') {
            return LuaValue.valueOf(args.narg() - 1);
        }
        int index = Args.integer(args, 1);
        int count = args.narg() - 1;
        if (index < 0) {
            index = count + index + 1;
        }
        if (index < 1) {
            throw new ArgumentError(1, "index out of range");
        }
        return index > count ? NONE : args.subargs(index + 1);
    }

    private static boolean rawEqual(LuaValue a, LuaValue b) {
        return a.raweq(b);
    }

    private static Varargs rawSet(Varargs args) {
        LuaTable table = Args.table(args, 1);
        LuaValue key = Args.any(args, 2);
        if (!key.isvalidkey()) {
            throw new LuaError(key.isnil() ? "table index is nil" : "table index is NaN");
        }
        table.rawset(key, Args.any(args, 3));
        return table;
    }

    private static Varargs rawLength(Varargs args) {
        LuaValue value = args.arg(1);
        if (value instanceof LuaTable || value instanceof LuaString) {
            return LuaValue.valueOf(value.rawlen());
        }
        throw Args.wrongType(args, 1, "table");
    }

    private Varargs getMetatable(Varargs args) {
        LuaValue value = Args.any(args, 1);
        if (value instanceof LuaString) {
            // A copy: the one that all applications share cannot be reached.
            LuaTable copy = new LuaTable();
            copy.rawset(LuaValue.INDEX, machine.stringMethods());
            return copy;
        }
        LuaValue metatable = value.getmetatable();
        if (metatable == null) {
            return NIL;
        }
        LuaValue shown = metatable.rawget(METATABLE);
        return shown.isnil() ? metatable : shown;
    }

    private static Varargs setMetatable(Varargs args) {
        LuaTable table = Args.table(args, 1);
        LuaValue next = args.arg(2);
        if (args.narg() < 2 || !(next.isnil() || next instanceof LuaTable)) {
            throw new ArgumentError(2, "nil or table expected");
        }
        LuaValue current = table.getmetatable();
        if (current != null && !current.rawget(METATABLE).isnil()) {
            throw new LuaError("cannot change a protected metatable");
        }
        table.setmetatable(next.isnil() ? null : next);
        return table;
    }

    private static Varargs newProxy(Varargs args) {
        LuaUserdata proxy = new LuaUserdata(new Object());
        LuaValue template = args.arg(1);
        if (template instanceof LuaUserdata && template.getmetatable() != null) {
            proxy.setmetatable(template.getmetatable());
        } else if (template.toboolean()) {
            proxy.setmetatable(new ConstructedTable());
        }
        return proxy;
    }

    /** The collector is not the script's to run: only questions are answered. */
    private static Varargs collectGarbage(Varargs args) {
        LuaString option = Args.optString(args, 1);
        String what = option == null ? "collect" : Strings.text(option);
        return switch (what) {
            case "count" -> varargsOf(Args.of(usedKilobytes()), LuaValue.valueOf(0));
            case "collect", "stop", "restart", "setpause", "setstepmul" -> LuaValue.valueOf(0);
            case "step" -> TRUE;
            case "isrunning" -> TRUE;
            default -> throw new ArgumentError(1, "invalid option '" + what + "'");
        };
    }

    private static double usedKilobytes() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024.0;
    }

    private Varargs getEnvironment(Varargs args) {
        if (args.arg(1) instanceof LuaNumber level && level.toint() == 0) {
            return machine.currentEnvironment();
        }
        LuaFunction function = StandIn.resolve(args.arg(1) instanceof LuaFunction given ? given : atLevel(args, 1));
        LuaValue environment = function instanceof LuaClosure closure ? closure.environment() : null;
        return environment == null ? machine.currentEnvironment() : environment;
    }

    private Varargs setEnvironment(Varargs args) {
        LuaTable environment = Args.table(args, 2);
        if (args.arg(1) instanceof LuaNumber level && level.toint() == 0) {
            machine.guard().calls().environment(environment);
            return NONE;
        }
        LuaFunction function = StandIn.resolve(args.arg(1) instanceof LuaFunction given ? given : atLevel(args, -1));
        if (!(function instanceof LuaClosure closure)) {
            throw new LuaError("'setfenv' cannot change environment of given object");
        }
        closure.setEnvironment(environment);
        return args.arg(1) instanceof LuaFunction given ? given : closure;
    }

    private LuaFunction atLevel(Varargs args, int fallback) {
        int level = fallback < 0 ? Args.integer(args, 1) : Args.integer(args, 1, fallback);
        if (level < 0) {
            throw new ArgumentError(1, "invalid level");
        }
        CallFrame frame = machine.guard().calls().frame(Math.max(1, level));
        if (frame == null) {
            throw new ArgumentError(1, "invalid level");
        }
        return frame.function();
    }

    private Varargs load(Varargs args) {
        LuaValue source = args.arg(1);
        LuaString chunkName = Args.optString(args, 2);
        LuaString mode = Args.optString(args, 3);
        LuaValue environment = args.narg() >= 4 ? args.arg(4) : machine.currentEnvironment();
        try {
            LuaFunction reader = source instanceof LuaFunction function ? function : null;
            LuaString text = reader == null ? Args.string(args, 1) : LuaValue.EMPTYSTRING;
            if (mode != null && Strings.text(mode).indexOf('t') < 0) {
                return varargsOf(NIL, LuaValue.valueOf("attempt to load chunk with wrong mode"));
            }
            String fallback = reader == null ? Strings.text(text) : "=(load)";
            String name = chunkName == null ? fallback : Strings.text(chunkName);
            return reader == null
                    ? machine.loader().load(text, name, environment)
                    : machine.loader().load(reader, name, environment);
        } catch (ArgumentError error) {
            throw error;
        } catch (LuaError error) {
            return varargsOf(NIL, error.value());
        }
    }

    /** The metatable field a value has under this name, or null. */
    static @Nullable LuaValue metaField(LuaValue value, LuaString name) {
        LuaValue metatable = value.getmetatable();
        LuaValue field = metatable == null ? NIL : metatable.rawget(name);
        return field.isnil() ? null : field;
    }
}
