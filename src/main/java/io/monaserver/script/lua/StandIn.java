package io.monaserver.script.lua;

import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;

/** A Java function that scripts have in place of one of their own: what is asked about it is asked about that one. */
public interface StandIn {

    /** The script's own function. */
    LuaClosure original();

    /** The function that a script means by this one. */
    static LuaFunction resolve(LuaFunction function) {
        return function instanceof StandIn standIn ? standIn.original() : function;
    }
}
