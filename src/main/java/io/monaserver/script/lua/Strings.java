package io.monaserver.script.lua;

import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Small operations on byte strings. */
public final class Strings {

    private Strings() {}

    /** Both, one after the other. */
    public static LuaString concat(LuaString a, LuaString b) {
        byte[] bytes = new byte[a.m_length + b.m_length];
        System.arraycopy(a.m_bytes, a.m_offset, bytes, 0, a.m_length);
        System.arraycopy(b.m_bytes, b.m_offset, bytes, a.m_length, b.m_length);
        return LuaString.valueUsing(bytes);
    }

    /** A part that does not hold on to the whole where it is much smaller. */
    public static LuaString part(LuaString text, int from, int to) {
        int length = to - from;
        if (length <= 0) {
            return LuaString.valueUsing(new byte[0]);
        }
        if (from == 0 && length == text.m_length) {
            return text;
        }
        return LuaString.valueOf(text.m_bytes, text.m_offset + from, length);
    }

    /** The bytes, a copy. */
    public static byte[] bytes(LuaString text) {
        byte[] bytes = new byte[text.m_length];
        System.arraycopy(text.m_bytes, text.m_offset, bytes, 0, text.m_length);
        return bytes;
    }

    /** A value's text as Java has it; bytes that are no UTF-8 are replaced, over which LuaJ's own way stumbles. */
    public static String text(LuaValue value) {
        if (!value.isstring()) {
            return value.tojstring();
        }
        LuaString text = value.strvalue();
        return new String(text.m_bytes, text.m_offset, text.m_length, StandardCharsets.UTF_8);
    }

    /** The byte at this index, which counts from 0. */
    static int at(LuaString text, int index) {
        return text.m_bytes[text.m_offset + index] & 0xff;
    }
}
