package io.monaserver.script.api;

import io.monaserver.common.ClientId;
import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Ids of clients and groups as scripts give them: 32 bytes, or 64 hexadecimal characters. */
final class Ids {

    private static final int HEX_SIZE = 2 * ClientId.SIZE;

    private Ids() {}

    /** The id that a value means, or null. */
    static @Nullable ClientId parse(LuaValue value) {
        if (!(value instanceof LuaString text)) {
            return null;
        }
        if (text.m_length == ClientId.SIZE) {
            return ClientId.of(Strings.bytes(text));
        }
        String hex = Strings.text(text);
        return text.m_length == HEX_SIZE && hex.matches("[0-9a-fA-F]+")
                ? ClientId.of(HexFormat.of().parseHex(hex))
                : null;
    }

    /** What a collection has the element of this id or raw id under. */
    static LuaValue key(LuaValue value) {
        boolean isRaw = value instanceof LuaString text && text.m_length == ClientId.SIZE;
        ClientId id = isRaw ? parse(value) : null;
        return id == null ? value : Args.text(id.toString());
    }
}
