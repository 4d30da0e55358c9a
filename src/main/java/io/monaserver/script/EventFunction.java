package io.monaserver.script;

import io.monaserver.script.lua.StandIn;
import java.util.Set;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/**
 * An event's function as an application defines it: {@code function onConnection(client)}. Scripts call that of the
 * application above as {@code super:onConnection(client)}, so an application in front of the arguments is left out.
 */
final class EventFunction extends VarArgFunction implements StandIn {

    private static final Set<LuaValue> EVENTS = Set.of(
            LuaValue.valueOf("onStart"),
            LuaValue.valueOf("onStop"),
            LuaValue.valueOf("onConnection"),
            LuaValue.valueOf("onDisconnection"),
            LuaValue.valueOf("onManage"),
            LuaValue.valueOf("onServerConnection"),
            LuaValue.valueOf("onServerDisconnection"),
            LuaValue.valueOf("onHandshake"),
            LuaValue.valueOf("onTypedObject"),
            LuaValue.valueOf("onRendezVousUnknown"));

    private final LuaClosure function;

    EventFunction(LuaClosure function) {
        this.function = function;
    }

    @Override
    public LuaClosure original() {
        return function;
    }

    static boolean isEvent(LuaValue key) {
        return key instanceof LuaString && EVENTS.contains(key);
    }

    @Override
    public Varargs invoke(Varargs args) {
        return function.invoke(args.arg1() instanceof Environment ? args.subargs(2) : args);
    }

    @Override
    public Varargs onInvoke(Varargs args) {
        return invoke(args);
    }

    @Override
    public String tojstring() {
        return function.tojstring();
    }
}
