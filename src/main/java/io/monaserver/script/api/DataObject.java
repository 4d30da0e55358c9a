package io.monaserver.script.api;

import io.monaserver.data.DataFlag;
import io.monaserver.data.DataTable;
import io.monaserver.data.DataTable.Outcome;
import io.monaserver.data.DataText;
import io.monaserver.data.DataValue;
import io.monaserver.script.binding.Complaints;
import io.monaserver.script.binding.LuaMeta;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.lua.Strings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/**
 * {@code data}: values of an application that outlive the server. What is assigned can be read back at once and is on
 * disk a moment later; tables are kept with all that is in them. Numbers come back as strings. {@code data.x = nil}
 * removes; a table must be removed before its name gets another value. {@code #data} is the number of values that are
 * no tables. Values of other applications are reached by their place: {@code data.child.x}, {@code super.data.x}.
 */
public final class DataObject extends LuaObject {

    private static final LuaString COUNT = valueOf("count");

    private final DataTable table;
    private List<DataText> walk = List.of();
    private int position;

    private DataObject(DataTable table) {
        this.table = table;
    }

    /** The one face of this table. */
    public static DataObject of(DataTable table) {
        if (table.face() instanceof DataObject known) {
            return known;
        }
        DataObject face = new DataObject(table);
        table.face(face);
        return face;
    }

    @Override
    protected LuaValue dynamic(LuaValue key) {
        DataText name = name(key);
        if (name == null) {
            return NIL;
        }
        LuaValue value = value(name);
        return value.isnil() && COUNT.raweq(key) ? LuaInteger.valueOf(table.plainValues()) : value;
    }

    /** All names are the script's own. */
    @Override
    protected boolean assign(LuaValue key, LuaValue value) {
        DataText name = name(key);
        if (name == null) {
            Complaints.error("data: a key of type " + key.typename() + " (expected: string or number)");
            return true;
        }
        rawset(text(name), NIL);
        if (value.isnil()) {
            table.remove(name);
        } else if (value instanceof LuaTable source) {
            putTable(name, source);
        } else {
            put(name, value);
        }
        return true;
    }

    /** Its values as a table without ties to it, for conversions. */
    @Override
    protected LuaTable plain() {
        LuaTable copy = new LuaTable();
        table.forEach((name, value) -> copy.rawset(text(name), toLua(value)));
        return copy;
    }

    /** {@code #data}. */
    @LuaMeta("__len")
    public int length(Varargs operands) {
        return table.plainValues();
    }

    /** {@code pairs(data)}: values and tables in the order in which they came. */
    @LuaMeta("__pairs")
    public Varargs pairs(Varargs operands) {
        List<DataText> names = table.names();
        return varargsOf(
                new VarArgFunction() {
                    private int next;

                    @Override
                    public Varargs invoke(Varargs args) {
                        while (next < names.size()) {
                            DataText name = names.get(next++);
                            LuaValue value = value(name);
                            if (!value.isnil()) {
                                return varargsOf(text(name), value);
                            }
                        }
                        return NIL;
                    }
                },
                this,
                NIL);
    }

    @Override
    public Varargs next(LuaValue key) {
        DataText last = name(key);
        if (key.isnil()) {
            walk = table.names();
            position = 0;
        } else if (last == null || position == 0 || !walk.get(position - 1).equals(last)) {
            position = last == null ? 0 : walk.indexOf(last) + 1;
            if (position == 0) {
                throw new LuaError("invalid key to 'next'");
            }
        }
        while (position < walk.size()) {
            DataText name = walk.get(position++);
            LuaValue value = value(name);
            if (!value.isnil()) {
                return varargsOf(text(name), value);
            }
        }
        return NIL;
    }

    @Override
    public int rawlen() {
        return table.plainValues();
    }

    /** What scripts get: a value that cannot be kept is there, as it is, until the server stops. */
    private LuaValue value(DataText name) {
        LuaValue own = rawget(text(name));
        DataValue value = own.isnil() ? table.get(name) : null;
        return value == null ? own : toLua(value);
    }

    private void put(DataText name, LuaValue value) {
        boolean isKept = value instanceof LuaBoolean || value instanceof LuaString || value instanceof LuaNumber;
        if (report(name, table.put(name, isKept ? toData(value) : DataText.of(Strings.text(value)))) && !isKept) {
            Complaints.warn(
                    table.path() + "." + name + ": a " + value.typename() + " cannot be kept, its name will be");
            rawset(text(name), value);
        }
    }

    private void putTable(DataText name, LuaTable source) {
        DataDraft draft = DataDraft.of(source, table.path() + "." + name);
        if (draft != null) {
            putDraft(table, name, draft);
        }
    }

    private static void putDraft(DataTable into, DataText name, DataDraft draft) {
        if (!report(into, name, into.putTable(name)) || !(into.get(name) instanceof DataTable made)) {
            return;
        }
        draft.values().forEach((key, value) -> report(made, key, made.put(key, value)));
        draft.tables().forEach((key, inner) -> putDraft(made, key, inner));
    }

    private boolean report(DataText name, Outcome outcome) {
        return report(table, name, outcome);
    }

    private static boolean report(DataTable table, DataText name, Outcome outcome) {
        switch (outcome) {
            case KEPT -> {
                return true;
            }
            case HOLDS_TABLE ->
                Complaints.error(
                        table.path() + "." + name + ": a table is kept there (expected: nil assigned to it first)");
            case REMOVED -> Complaints.error(table.path() + "." + name + ": not kept, its table was removed");
            case NAME_TAKEN -> Complaints.error(table.path() + ": a value is kept there (expected: none or a table)");
            case TOO_DEEP -> Complaints.error(table.path() + ": tables lie too deep in each other");
            case FULL -> Complaints.error(table.path() + "." + name + ": not kept, data is full (see data.maxBytes)");
        }
        return false;
    }

    private static LuaValue toLua(DataValue value) {
        if (value instanceof DataTable inner) {
            return of(inner);
        }
        return value instanceof DataText text ? text(text) : LuaBoolean.valueOf(value == DataFlag.TRUE);
    }

    /** A string, a number or a boolean as it is kept. */
    static DataValue toData(LuaValue value) {
        if (value instanceof LuaBoolean) {
            return DataFlag.of(value.toboolean());
        }
        LuaString text = value.strvalue();
        return DataText.of(text.m_bytes, text.m_offset, text.m_length);
    }

    private static LuaString text(DataText text) {
        return LuaString.valueUsing(text.bytes());
    }

    /** A key as a name: a string, or a number as its string; null for anything else. */
    static @Nullable DataText name(LuaValue key) {
        if (key instanceof LuaString text) {
            return DataText.of(text.m_bytes, text.m_offset, text.m_length);
        }
        return key instanceof LuaNumber ? (DataText) toData(key) : null;
    }
}
