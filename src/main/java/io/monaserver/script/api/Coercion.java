package io.monaserver.script.api;

import io.monaserver.script.lua.Args;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.NumberText;

/** Text of configurations, properties and parameters as scripts get it. */
final class Coercion {

    private Coercion() {}

    /** Booleans, null and numbers become values, anything else stays text. */
    static LuaValue toLua(String text) {
        return switch (text) {
            case "true" -> LuaValue.TRUE;
            case "false" -> LuaValue.FALSE;
            case "null" -> LuaValue.NIL;
            default -> numberOrText(text);
        };
    }

    private static LuaValue numberOrText(String text) {
        LuaString value = Args.text(text);
        if (value.m_length == 0 || value.m_bytes[value.m_offset] > '9') {
            return value;
        }
        Double number = NumberText.parse(value.m_bytes, value.m_offset, value.m_length);
        return number == null ? value : LuaDouble.valueOf(number);
    }
}
