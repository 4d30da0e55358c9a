package io.monaserver.script;

import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * The variables of one application. What it does not define is looked up in the application's own properties, then in
 * the applications above it, then in its libraries; at last a name may be that of another application. The table stays
 * the same for the life of the application: reloading empties and refills it.
 */
final class Environment extends LuaTable {

    private static final LuaTable METATABLE = new LuaTable();

    static {
        METATABLE.rawset("__metatable", LuaValue.valueOf("change metatable of this object is prohibited"));
    }

    private final Application application;

    Environment(Application application) {
        this.application = application;
    }

    Application application() {
        return application;
    }

    @Override
    public LuaValue get(LuaValue key) {
        LuaValue own = rawget(key);
        return own.isnil() ? application.inherited(key) : own;
    }

    @Override
    public LuaValue get(int key) {
        return get(LuaValue.valueOf(key));
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        rawset(key, value);
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
        boolean isEvent = value instanceof LuaClosure && EventFunction.isEvent(key);
        super.rawset(key, isEvent ? new EventFunction((LuaClosure) value) : value);
        if (isEvent) {
            application.reviewWishes();
        }
    }

    @Override
    public void set(int key, LuaValue value) {
        rawset(key, value);
    }

    @Override
    public LuaValue getmetatable() {
        return METATABLE;
    }

    /** Forgets all variables. */
    void clear() {
        for (LuaValue key : keys()) {
            rawset(key, LuaValue.NIL);
        }
        application.reviewWishes();
    }
}
