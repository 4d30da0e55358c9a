package io.monaserver.script.api;

import io.monaserver.script.lua.Strings;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code mona:split}: the separator is a term, found byte by byte. */
final class Splitting {

    private static final int DROP_EMPTY = 1;
    private static final int TRIM = 2;

    private Splitting() {}

    static Varargs split(LuaString text, LuaString separator, int options) {
        byte[] bytes = Strings.bytes(text);
        byte[] term = Strings.bytes(separator);
        List<LuaValue> parts = new ArrayList<>();
        int from = 0;
        int i = 0;
        while (term.length > 0 && i <= bytes.length - term.length) {
            if (java.util.Arrays.equals(bytes, i, i + term.length, term, 0, term.length)) {
                add(parts, bytes, from, i, options);
                i += term.length;
                from = i;
            } else {
                i++;
            }
        }
        add(parts, bytes, from, bytes.length, options);
        return LuaValue.varargsOf(parts.toArray(LuaValue[]::new));
    }

    private static void add(List<LuaValue> parts, byte[] bytes, int start, int end, int options) {
        int from = start;
        int to = end;
        if ((options & TRIM) != 0) {
            while (from < to && isSpace(bytes[from])) {
                from++;
            }
            while (to > from && isSpace(bytes[to - 1])) {
                to--;
            }
        }
        if (from < to || (options & DROP_EMPTY) == 0) {
            parts.add(LuaString.valueOf(bytes, from, to - from));
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= 9 && b <= 13);
    }
}
