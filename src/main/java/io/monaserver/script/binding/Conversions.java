package io.monaserver.script.binding;

import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The single steps that generated calls are made of: one argument in, or one result out. */
final class Conversions {

    private Conversions() {}

    static LuaValue any(Varargs args, int index) {
        return args.arg(index);
    }

    static LuaString string(Varargs args, int index) {
        return Args.string(args, index);
    }

    static @Nullable LuaString optString(Varargs args, int index) {
        return Args.optString(args, index);
    }

    static String javaString(Varargs args, int index) {
        return new String(Strings.bytes(Args.string(args, index)), StandardCharsets.UTF_8);
    }

    static @Nullable String optJavaString(Varargs args, int index) {
        return args.arg(index).isnil() ? null : javaString(args, index);
    }

    static LuaTable table(Varargs args, int index) {
        return Args.table(args, index);
    }

    static @Nullable LuaTable optTable(Varargs args, int index) {
        return args.arg(index).isnil() ? null : Args.table(args, index);
    }

    static LuaFunction function(Varargs args, int index) {
        return Args.function(args, index);
    }

    static @Nullable LuaFunction optFunction(Varargs args, int index) {
        return args.arg(index).isnil() ? null : Args.function(args, index);
    }

    static double number(Varargs args, int index) {
        return Args.number(args, index);
    }

    static @Nullable Double optNumber(Varargs args, int index) {
        return args.arg(index).isnil() ? null : (Double) Args.number(args, index);
    }

    static long whole(Varargs args, int index) {
        return Args.whole(args, index);
    }

    static int integer(Varargs args, int index) {
        return Args.integer(args, index);
    }

    static boolean truth(Varargs args, int index) {
        return args.arg(index).toboolean();
    }

    static Varargs rest(Varargs args, int index) {
        return args.subargs(index);
    }

    static LuaValue ofBoolean(boolean value) {
        return LuaValue.valueOf(value);
    }

    static LuaValue ofDouble(double value) {
        return Args.of(value);
    }

    static LuaValue ofLong(long value) {
        return LuaInteger.valueOf(value);
    }

    static LuaValue ofInt(int value) {
        return LuaInteger.valueOf(value);
    }

    static LuaValue ofText(@Nullable String text) {
        return text == null ? LuaValue.NIL : Args.text(text);
    }
}
