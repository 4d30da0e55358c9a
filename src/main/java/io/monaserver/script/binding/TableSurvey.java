package io.monaserver.script.binding;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.TableCursor;

/** What a table is made of, found in one walk. */
final class TableSurvey {

    private int items;
    private int last;
    private boolean keyed;
    private boolean special;

    TableSurvey(LuaTable table) {
        for (TableCursor entry = new TableCursor(table); entry.next(); ) {
            LuaValue key = entry.key();
            if (key instanceof LuaInteger index && index.v > 0) {
                items++;
                last = Math.max(last, index.v);
            } else if (isMarked(key)) {
                special = true;
                keyed |= isKey(key);
            } else {
                keyed |= isKey(key);
            }
        }
    }

    /** Number of items of the list. */
    int items() {
        return items;
    }

    /** The highest index of an item. */
    int last() {
        return last;
    }

    /** Whether there are keyed entries beside the list. */
    boolean isKeyed() {
        return keyed;
    }

    /** Whether no field can be one that says what the table becomes. */
    boolean isPlain() {
        return !special;
    }

    /** Whether a key names an entry of its own: text or a number that is no index, and no type. */
    static boolean isKey(LuaValue key) {
        if (key instanceof LuaString text) {
            return !isMarked(text) || !LuaReader.TYPE.raweq(text);
        }
        return key.isstring() && !(key instanceof LuaInteger index && index.v > 0);
    }

    /** Whether an entry is a function by which an object reads or writes itself: no part of its value. */
    static boolean isHook(LuaValue key, LuaValue value) {
        return value.isfunction() && isMarked(key);
    }

    private static boolean isMarked(LuaValue key) {
        return key instanceof LuaString text
                && text.m_length > 2
                && text.m_bytes[text.m_offset] == '_'
                && text.m_bytes[text.m_offset + 1] == '_';
    }
}
