package io.monaserver.script.api;

import io.monaserver.data.DataText;
import io.monaserver.data.DataValue;
import io.monaserver.script.binding.Complaints;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A script's table taken apart before any of it is kept, so that a table may be put into itself and one that has no end
 * is refused as a whole.
 *
 * @param values strings, numbers and booleans
 * @param tables tables, by name too
 */
record DataDraft(Map<DataText, DataValue> values, Map<DataText, DataDraft> tables) {

    private static final int MAX_DEPTH = 100;

    /** What is in a table; null, with a line in the log, if it contains itself or goes too deep. */
    static @Nullable DataDraft of(LuaTable source, String path) {
        try {
            return take(source, new IdentityHashMap<>());
        } catch (IllegalArgumentException refused) {
            Complaints.error(path + ": " + refused.getMessage());
            return null;
        }
    }

    private static DataDraft take(LuaTable source, Map<LuaTable, Boolean> open) {
        if (open.put(source, true) != null) {
            throw new IllegalArgumentException("a table within itself (expected: one that ends)");
        }
        if (open.size() > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "tables nested: " + open.size() + " (expected: at most " + MAX_DEPTH + ")");
        }
        DataDraft draft = new DataDraft(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (Varargs entry = source.next(LuaValue.NIL); !entry.arg1().isnil(); entry = source.next(entry.arg1())) {
            draft.add(entry.arg1(), entry.arg(2), open);
        }
        open.remove(source);
        return draft;
    }

    private void add(LuaValue key, LuaValue value, Map<LuaTable, Boolean> open) {
        DataText name = DataObject.name(key);
        if (name == null) {
            Complaints.error("data: a key of type " + key.typename() + " (expected: string or number)");
        } else if (value instanceof LuaTable inner) {
            tables.put(name, take(inner, open));
        } else if (value instanceof LuaString || value instanceof LuaNumber || value instanceof LuaBoolean) {
            values.put(name, DataObject.toData(value));
        } else {
            Complaints.warn("data: " + name + ": a " + value.typename() + " cannot be kept");
        }
    }
}
