package io.monaserver.script.lua;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.ArgumentError;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.NumberText;
import org.luaj.vm2.Operators;
import org.luaj.vm2.Varargs;

/** Checks and converts the arguments of library functions, with the error texts of Lua. */
public final class Args {

    private Args() {}

    /** Any value, which must be there. */
    public static LuaValue any(Varargs args, int index) {
        if (args.narg() < index) {
            throw new ArgumentError(index, "value expected");
        }
        return args.arg(index);
    }

    /** A number or the text of one. */
    public static double number(Varargs args, int index) {
        LuaValue value = args.arg(index);
        if (value instanceof LuaNumber) {
            return value.todouble();
        }
        Double number = Operators.toNumber(value);
        if (number == null) {
            throw wrongType(args, index, "number");
        }
        return number;
    }

    /** A number or nothing. */
    public static double number(Varargs args, int index, double fallback) {
        return args.arg(index).isnil() ? fallback : number(args, index);
    }

    /** A number without its fraction. */
    public static int integer(Varargs args, int index) {
        return (int) number(args, index);
    }

    /** A number without its fraction, or nothing. */
    public static int integer(Varargs args, int index, int fallback) {
        return args.arg(index).isnil() ? fallback : integer(args, index);
    }

    /** A number without its fraction. */
    public static long whole(Varargs args, int index) {
        return (long) number(args, index);
    }

    /** Text or a number. */
    public static LuaString string(Varargs args, int index) {
        LuaValue value = args.arg(index);
        if (value instanceof LuaString text) {
            return text;
        }
        if (value instanceof LuaNumber) {
            return value.strvalue();
        }
        throw wrongType(args, index, "string");
    }

    /** Text or a number, or nothing. */
    public static @Nullable LuaString optString(Varargs args, int index) {
        return args.arg(index).isnil() ? null : string(args, index);
    }

    /** A table. */
    public static LuaTable table(Varargs args, int index) {
        if (args.arg(index) instanceof LuaTable table) {
            return table;
        }
        throw wrongType(args, index, "table");
    }

    /** A function. */
    public static LuaFunction function(Varargs args, int index) {
        if (args.arg(index) instanceof LuaFunction function) {
            return function;
        }
        throw wrongType(args, index, "function");
    }

    /** The error for an argument of the wrong type. */
    public static ArgumentError wrongType(Varargs args, int index, String expected) {
        String actual = args.narg() < index ? "no value" : args.arg(index).typename();
        return new ArgumentError(index, expected + " expected, got " + actual);
    }

    /** Text as Lua has it. */
    public static LuaString text(String text) {
        return NumberText.utf8(text);
    }

    /** A number as Lua has it. */
    public static LuaValue of(double value) {
        return LuaDouble.valueOf(value);
    }
}
