package io.monaserver.script.binding;

import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * An object of the server as scripts see it: a table whose fields are the annotated members of its class, and beside
 * them whatever scripts add. It is the one face of its subject for the subject's life, so it can be a key of tables and
 * scripts' fields stay on it. Belongs to the lane.
 */
public abstract class LuaObject extends LuaTable {

    private final ObjectType type;

    /** Finds the members of the class, which are worked out once. */
    protected LuaObject() {
        type = ObjectType.of(getClass());
    }

    /** A value under a key that neither a script nor the class knows; nil for none. */
    protected LuaValue dynamic(LuaValue key) {
        return NIL;
    }

    /** A script has set a field of its own. */
    protected void onField(LuaValue key, LuaValue value) {}

    /** Takes over an assignment to a name that is no property of the class; false leaves it a field. */
    protected boolean assign(LuaValue key, LuaValue value) {
        return false;
    }

    /** What conversions write in its place, or null where there is nothing to write. */
    protected @Nullable LuaTable plain() {
        return null;
    }

    /** A field that a script has set, a handler for example; nil for none. */
    public final LuaValue field(LuaValue key) {
        return rawget(key);
    }

    /** A function that a script has set under this key, or null. */
    public final @Nullable LuaValue handler(LuaValue key) {
        LuaValue own = rawget(key);
        return own.isfunction() ? own : null;
    }

    @Override
    public final LuaValue get(LuaValue key) {
        LuaValue own = rawget(key);
        if (!own.isnil()) {
            return own;
        }
        ObjectType.Member member = type.member(key);
        return member == null ? dynamic(key) : member.get(this);
    }

    @Override
    public final LuaValue get(int key) {
        return get(LuaInteger.valueOf(key));
    }

    @Override
    public final void set(LuaValue key, LuaValue value) {
        ObjectType.Member member = type.member(key);
        if (member != null && member.isProperty()) {
            if (!member.set(this, value)) {
                throw new LuaError(type.name() + "." + Strings.text(key) + " is read-only");
            }
            return;
        }
        if (!assign(key, value)) {
            rawset(key, value);
            onField(key, value);
        }
    }

    @Override
    public final void set(int key, LuaValue value) {
        set(LuaInteger.valueOf(key), value);
    }

    @Override
    public final LuaValue getmetatable() {
        return type.metatable();
    }

    @Override
    public final LuaValue setmetatable(LuaValue metatable) {
        throw new LuaError(ObjectType.PROTECTED);
    }

    /** Objects are equal to themselves only, unless their class says otherwise by {@code __eq}; then also to text. */
    @Override
    public final boolean eq_b(LuaValue other) {
        if (raweq(other)) {
            return true;
        }
        LuaValue equal = type.metatable().rawget(EQ);
        return !equal.isnil()
                && (other instanceof LuaObject || other instanceof LuaString)
                && equal.call(this, other).toboolean();
    }

    @Override
    public final String tojstring() {
        return String.format("table: 0x%08x", System.identityHashCode(this));
    }

    /** Text as Lua has it. */
    protected static LuaValue text(String text) {
        return Args.text(text);
    }
}
