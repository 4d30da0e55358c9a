package io.monaserver.script.api;

import io.monaserver.script.binding.LuaCollection;
import io.monaserver.script.binding.LuaName;
import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import java.util.Map;
import java.util.function.BiConsumer;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Named texts that do not change: the parameters of a client or of a listener. */
@LuaName("Parameters")
public final class TextMapObject extends LuaCollection {

    private final Map<String, String> entries;

    TextMapObject(Map<String, String> entries) {
        this.entries = entries;
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
        String value = key.isstring() ? entries.get(Strings.text(key)) : null;
        return value == null ? NIL : Coercion.toLua(value);
    }

    @Override
    protected void forEach(BiConsumer<LuaValue, LuaValue> visitor) {
        entries.forEach((key, value) -> visitor.accept(Args.text(key), Coercion.toLua(value)));
    }
}
