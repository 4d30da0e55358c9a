package io.monaserver.script.api;

import io.monaserver.script.binding.LuaCollection;
import io.monaserver.script.lua.Args;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Named values that do not change, and collections of such: a configuration, the environment, the command line. */
public final class SettingsObject extends LuaCollection {

    private final Map<LuaValue, LuaValue> entries = new LinkedHashMap<>();

    private SettingsObject() {}

    /** One entry for each name. */
    static SettingsObject of(Map<String, String> values, Function<String, LuaValue> conversion) {
        SettingsObject settings = new SettingsObject();
        new TreeMap<>(values).forEach((key, value) -> settings.put(key, conversion.apply(value)));
        return settings;
    }

    /** A collection of collections, one for each part of a key between dots. */
    static SettingsObject nested(Map<String, String> values) {
        SettingsObject root = new SettingsObject();
        new TreeMap<>(values).forEach((key, value) -> {
            SettingsObject holder = root;
            int from = 0;
            for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', from)) {
                holder = holder.section(key.substring(from, dot));
                from = dot + 1;
            }
            holder.put(key.substring(from), Coercion.toLua(value));
        });
        return root;
    }

    private void put(String key, LuaValue value) {
        if (!value.isnil()) {
            entries.putIfAbsent(Args.text(key), value);
        }
    }

    /** A section takes the place of a value that has its name. */
    private SettingsObject section(String name) {
        LuaValue key = Args.text(name);
        if (entries.get(key) instanceof SettingsObject known) {
            return known;
        }
        SettingsObject section = new SettingsObject();
        entries.put(key, section);
        return section;
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
        LuaValue value = entries.get(key);
        return value == null ? NIL : value;
    }

    @Override
    protected void forEach(BiConsumer<LuaValue, LuaValue> visitor) {
        entries.forEach(visitor);
    }
}
