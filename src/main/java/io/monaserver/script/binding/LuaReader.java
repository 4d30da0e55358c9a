package io.monaserver.script.binding;

import io.monaserver.codec.DataReader;
import io.monaserver.codec.DataWriter;
import io.monaserver.script.lua.Strings;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Lua values as a source of the pivot between formats. A table's special fields say what it becomes, in this order:
 * {@code __raw} bytes, {@code __time} a date, {@code __size} a dictionary; else what fits best, with {@code __type} as
 * the type of an object. Shared and cyclic tables become references.
 *
 * <p>Limits: tables nested deeper than 200 are refused with a Lua error.
 */
public final class LuaReader implements DataReader {

    static final LuaString RAW = LuaValue.valueOf("__raw");
    static final LuaString TIME = LuaValue.valueOf("__time");
    static final LuaString SIZE = LuaValue.valueOf("__size");
    static final LuaString TYPE = LuaValue.valueOf("__type");

    private static final LuaString MODE = LuaValue.valueOf("__mode");
    private static final int MAX_DEPTH = 200;

    private final Varargs values;
    private final IdentityHashMap<LuaTable, Integer> numbers = new IdentityHashMap<>();
    private int next;
    private int depth;

    /** Reads these values. */
    public LuaReader(Varargs values) {
        this.values = values;
    }

    /** All values at once in a format's own bytes. */
    public static byte[] encode(Varargs values, io.monaserver.codec.DataFormat format) {
        io.monaserver.codec.DataEncoder encoder = format.newEncoder();
        new LuaReader(values).readAll(encoder);
        return encoder.toBytes();
    }

    @Override
    public boolean read(DataWriter writer) {
        if (next == values.narg()) {
            return false;
        }
        write(values.arg(++next), writer);
        return true;
    }

    private void write(LuaValue value, DataWriter writer) {
        if (value instanceof LuaString text) {
            writer.writeString(text.m_bytes, text.m_offset, text.m_length);
        } else if (value instanceof LuaNumber) {
            writer.writeNumber(value.todouble());
        } else if (value instanceof LuaTable table && !(value instanceof LuaObject)) {
            writeTable(table, writer);
        } else if (value instanceof LuaBoolean) {
            writer.writeBoolean(value.toboolean());
        } else if (value.isnil()) {
            writer.writeNull();
        } else if (plain(value) instanceof LuaTable plain) {
            writeTable(plain, writer);
        } else {
            String type = value instanceof LuaObject object
                    ? ObjectType.of(object.getClass()).name()
                    : value.typename();
            throw new LuaError("cannot convert a " + type + " value");
        }
    }

    private static LuaValue plain(LuaValue value) {
        LuaTable plain = value instanceof LuaObject object ? object.plain() : null;
        return plain == null ? LuaValue.NIL : plain;
    }

    private void writeTable(LuaTable table, DataWriter writer) {
        Integer number = numbers.putIfAbsent(table, numbers.size());
        if (number != null) {
            writer.writeReference(number);
            return;
        }
        if (++depth > MAX_DEPTH) {
            throw new LuaError("tables nested: " + depth + " (expected: at most " + MAX_DEPTH + ")");
        }
        LuaValue raw = table.rawget(RAW);
        LuaValue time = table.rawget(TIME);
        if (raw.isstring()) {
            LuaString bytes = raw.strvalue();
            writer.writeBytes(bytes.m_bytes, bytes.m_offset, bytes.m_length);
        } else if (time.isnumber()) {
            writer.writeDate((long) time.todouble());
        } else if (!table.rawget(SIZE).isnil()) {
            writeDictionary(table, writer);
        } else {
            writeBestFit(table, writer);
        }
        depth--;
    }

    private void writeDictionary(LuaTable table, DataWriter writer) {
        List<Varargs> entries = new ArrayList<>();
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            if (!SIZE.raweq(entry.arg1())) {
                entries.add(entry);
            }
        }
        LuaValue mode = table.metatag(MODE);
        boolean weak = mode instanceof LuaString text && text.tojstring().indexOf('k') >= 0;
        writer.beginDictionary(entries.size(), weak);
        for (Varargs entry : entries) {
            write(entry.arg1(), writer);
            write(entry.arg(2), writer);
        }
        writer.end();
    }

    /** A list, an object, or a list with keyed entries. Keys that are neither text nor numbers are left out. */
    private void writeBestFit(LuaTable table, DataWriter writer) {
        List<Varargs> keyed = new ArrayList<>();
        int items = 0;
        int last = 0;
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            if (entry.arg1() instanceof LuaInteger index && index.v > 0) {
                items++;
                last = Math.max(last, index.v);
            } else if (entry.arg1().isstring() && !TYPE.raweq(entry.arg1())) {
                keyed.add(entry);
            }
        }
        LuaValue type = table.rawget(TYPE);
        if (type.isstring() || (items == 0 && !keyed.isEmpty())) {
            writer.beginObject(type.isstring() ? type.tojstring() : "");
            writeKeyed(keyed, writer);
            writeIndexes(table, items, writer);
        } else {
            writer.beginArray(items, !keyed.isEmpty());
            writeKeyed(keyed, writer);
            writeItems(table, items, last, writer);
        }
        writer.end();
    }

    private void writeKeyed(List<Varargs> entries, DataWriter writer) {
        for (Varargs entry : entries) {
            LuaValue key = entry.arg1();
            LuaString text = key.strvalue();
            writer.writeKey(text.m_bytes, text.m_offset, text.m_length);
            write(entry.arg(2), writer);
        }
    }

    /** A typed object has no list: its items are fields named by their index. */
    private void writeIndexes(LuaTable table, int items, DataWriter writer) {
        for (int i = 1, left = items; left > 0; i++) {
            LuaValue item = table.rawget(i);
            if (!item.isnil()) {
                left--;
                byte[] key = Strings.bytes(LuaInteger.valueOf(i).strvalue());
                writer.writeKey(key, 0, key.length);
                write(item, writer);
            }
        }
    }

    /** Items in order; holes are left out. A list with few items far apart is walked by its keys. */
    private void writeItems(LuaTable table, int items, int last, DataWriter writer) {
        if (last <= items * 2L + 16) {
            for (int i = 1; i <= last; i++) {
                LuaValue item = table.rawget(i);
                if (!item.isnil()) {
                    write(item, writer);
                }
            }
            return;
        }
        int[] indexes = new int[items];
        int count = 0;
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            if (entry.arg1() instanceof LuaInteger index && index.v > 0) {
                indexes[count++] = index.v;
            }
        }
        java.util.Arrays.sort(indexes);
        for (int index : indexes) {
            write(table.rawget(index), writer);
        }
    }
}
