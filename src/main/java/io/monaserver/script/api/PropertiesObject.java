package io.monaserver.script.api;

import io.monaserver.domain.Effect;
import io.monaserver.script.binding.LuaCollection;
import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The properties of a client. A call with two arguments or more sets one, which over HTTP is a cookie; it can be read
 * back at once.
 */
public final class PropertiesObject extends LuaCollection {

    private final ClientObject client;
    private final Map<String, String> entries;

    PropertiesObject(ClientObject client, Map<String, String> entries) {
        this.client = client;
        this.entries = new LinkedHashMap<>(entries);
    }

    @Override
    protected LuaTable plain() {
        return toTable();
    }

    @Override
    protected int size() {
        return entries.size();
    }

    @Override
    protected LuaValue element(LuaValue key) {
        return key.isstring() ? value(Strings.text(key)) : NIL;
    }

    LuaValue value(String key) {
        String value = entries.get(key);
        return value == null ? NIL : Coercion.toLua(value);
    }

    @Override
    protected void forEach(BiConsumer<LuaValue, LuaValue> visitor) {
        entries.forEach((key, value) -> visitor.accept(Args.text(key), Coercion.toLua(value)));
    }

    /** {@code properties(key)} reads, {@code properties(key, value[, options])} sets. */
    @Override
    protected Varargs lookUp(Varargs args) {
        // Called as a method of the client, the client comes first.
        Varargs own = args.arg1().raweq(client) ? args.subargs(2) : args;
        if (own.narg() < 2) {
            return super.lookUp(own);
        }
        String key = Strings.text(Args.string(own, 1));
        boolean removed = own.arg(2).isnil();
        String value = removed ? "" : Strings.text(own.arg(2));
        Map<String, String> options = new LinkedHashMap<>();
        if (own.arg(3) instanceof LuaTable table) {
            for (Varargs entry = table.next(NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
                options.put(Strings.text(entry.arg1()), option(entry.arg(2)));
            }
        }
        if (removed) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
        client.effect(new Effect.SetProperty(key, value, removed, options));
        return own.arg(2);
    }

    /** A moment is given as milliseconds. */
    private static String option(LuaValue value) {
        LuaValue time = value instanceof LuaTable table ? table.rawget("__time") : NIL;
        return time.isnil() ? Strings.text(value) : Strings.text(time);
    }
}
