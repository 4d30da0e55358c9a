package io.monaserver.script.binding;

import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataReader;
import io.monaserver.codec.DataWriter;
import io.monaserver.codec.ExternalOutput;
import io.monaserver.script.lua.Strings;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.TableCursor;
import org.luaj.vm2.Varargs;

/**
 * Lua values as a source of the pivot between formats. A table's special fields say what it becomes, in this order:
 * {@code __raw} bytes, {@code __time} a date, {@code __size} a dictionary; else what fits best, with {@code __type} as
 * the type of an object. Shared and cyclic tables become references. What goes beyond the limits is a Lua error.
 */
public final class LuaReader implements DataReader {

    static final LuaString RAW = LuaValue.valueOf("__raw");
    static final LuaString TIME = LuaValue.valueOf("__time");
    static final LuaString SIZE = LuaValue.valueOf("__size");
    static final LuaString TYPE = LuaValue.valueOf("__type");

    private static final LuaString MODE = LuaValue.valueOf("__mode");

    private final Varargs values;
    private final LuaValues limits;
    private @Nullable IdentityHashMap<LuaTable, Integer> numbers;
    private int next;
    private int depth;
    private int references;

    /** Reads these values. */
    public LuaReader(Varargs values) {
        this(values, LuaValues.PLAIN);
    }

    LuaReader(Varargs values, LuaValues limits) {
        this.values = values;
        this.limits = limits;
    }

    /** All values at once in a format's own bytes. */
    public static byte[] encode(Varargs values, DataFormat format) {
        return LuaValues.PLAIN.encode(values, format);
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
        IdentityHashMap<LuaTable, Integer> known = numbers == null ? new IdentityHashMap<>(4) : numbers;
        numbers = known;
        Integer number = known.putIfAbsent(table, known.size());
        if (number != null) {
            limits.checkReferences(++references);
            writer.writeReference(number);
            return;
        }
        limits.checkDepth(++depth);
        TableSurvey survey = new TableSurvey(table);
        if (survey.isPlain()) {
            writeBestFit(table, survey, writer);
        } else {
            writeSpecial(table, survey, writer);
        }
        depth--;
    }

    private void writeSpecial(LuaTable table, TableSurvey survey, DataWriter writer) {
        LuaValue raw = table.rawget(RAW);
        LuaValue time = table.rawget(TIME);
        LuaValue type = table.rawget(TYPE);
        if (raw.isstring()) {
            LuaString bytes = raw.strvalue();
            writer.writeBytes(bytes.m_bytes, bytes.m_offset, bytes.m_length);
        } else if (time.isnumber()) {
            writer.writeDate((long) time.todouble());
        } else if (!table.rawget(SIZE).isnil()) {
            writeDictionary(table, writer);
        } else if (!type.isstring() || !limits.types().writeExternal(table, new Body(Strings.text(type), writer))) {
            writeBestFit(table, survey, writer);
        }
    }

    /** An object that writes itself; what it is about to write is begun only when it asks for it. */
    private final class Body implements TypedObjects.Body {

        private final String type;
        private final DataWriter writer;

        Body(String type, DataWriter writer) {
            this.type = type;
            this.writer = writer;
        }

        @Override
        public @Nullable ExternalOutput begin() {
            return writer.beginExternal(type);
        }

        @Override
        public void write(LuaValue value) {
            LuaReader.this.write(value, writer);
        }

        @Override
        public void end() {
            writer.end();
        }
    }

    private void writeDictionary(LuaTable table, DataWriter writer) {
        int size = 0;
        for (TableCursor entry = new TableCursor(table); entry.next(); ) {
            size += SIZE.raweq(entry.key()) ? 0 : 1;
        }
        LuaValue mode = table.metatag(MODE);
        boolean weak = mode instanceof LuaString text && Strings.text(text).indexOf('k') >= 0;
        writer.beginDictionary(size, weak);
        for (TableCursor entry = new TableCursor(table); entry.next(); ) {
            if (!SIZE.raweq(entry.key())) {
                write(entry.key(), writer);
                write(entry.value(), writer);
            }
        }
        writer.end();
    }

    /** A list, an object, or a list with keyed entries. Keys that are neither text nor numbers are left out. */
    private void writeBestFit(LuaTable table, TableSurvey survey, DataWriter writer) {
        LuaValue type = survey.isPlain() ? LuaValue.NIL : table.rawget(TYPE);
        if (type.isstring() || (survey.items() == 0 && survey.isKeyed())) {
            writer.beginObject(type.isstring() ? Strings.text(type) : "");
            writeKeyed(table, writer);
            writeIndexes(table, survey.items(), writer);
        } else {
            writer.beginArray(survey.items(), survey.isKeyed());
            if (survey.isKeyed()) {
                writeKeyed(table, writer);
            }
            writeItems(table, survey, writer);
        }
        writer.end();
    }

    private void writeKeyed(LuaTable table, DataWriter writer) {
        for (TableCursor entry = new TableCursor(table); entry.next(); ) {
            if (TableSurvey.isKey(entry.key()) && !TableSurvey.isHook(entry.key(), entry.value())) {
                LuaString text = entry.key().strvalue();
                writer.writeKey(text.m_bytes, text.m_offset, text.m_length);
                write(entry.value(), writer);
            }
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
    private void writeItems(LuaTable table, TableSurvey survey, DataWriter writer) {
        int items = survey.items();
        int last = survey.last();
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
        for (TableCursor entry = new TableCursor(table); entry.next(); ) {
            if (entry.key() instanceof LuaInteger index && index.v > 0) {
                indexes[count++] = index.v;
            }
        }
        Arrays.sort(indexes);
        for (int index : indexes) {
            write(table.rawget(index), writer);
        }
    }
}
