package io.monaserver.script.lua;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** A library function. */
public final class Native extends VarArgFunction {

    /** What it does. */
    @FunctionalInterface
    public interface Body {

        /** Takes the arguments and gives the results. */
        Varargs apply(Varargs args);
    }

    private final String label;
    private final Body body;

    /** A function of this name. */
    public Native(String name, Body body) {
        this.label = name;
        this.body = body;
    }

    /** Puts a function into a library table. */
    public static void define(LuaTable library, String name, Body body) {
        library.rawset(LuaValue.valueOf(name), new Native(name, body));
    }

    @Override
    public Varargs invoke(Varargs args) {
        return body.apply(args);
    }

    @Override
    public Varargs onInvoke(Varargs args) {
        return body.apply(args);
    }

    @Override
    public String name() {
        return label;
    }

    @Override
    public String tojstring() {
        return "function: builtin: " + label;
    }
}
