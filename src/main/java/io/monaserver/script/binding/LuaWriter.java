package io.monaserver.script.binding;

import io.monaserver.codec.DataReader;
import io.monaserver.codec.DataWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.ConstructedTable;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Makes Lua values of what any format's reader says: tables with the special fields that {@link LuaReader} knows. */
public final class LuaWriter implements DataWriter {

    private static final LuaString MODE = LuaValue.valueOf("__mode");

    private final List<LuaValue> values = new ArrayList<>();
    private final List<LuaTable> complex = new ArrayList<>();
    private final Deque<Container> open = new ArrayDeque<>();

    /** A table that is being filled. */
    private static final class Container {

        final LuaTable table;
        final boolean isDictionary;

        @Nullable
        LuaValue key;

        int items;

        Container(LuaTable table, boolean isDictionary) {
            this.table = table;
            this.isDictionary = isDictionary;
        }
    }

    /** All values of a reader. */
    public static Varargs decode(DataReader reader) {
        LuaWriter writer = new LuaWriter();
        reader.readAll(writer);
        return writer.values();
    }

    /** All top-level values so far. */
    public Varargs values() {
        return switch (values.size()) {
            case 0 -> LuaValue.NONE;
            case 1 -> values.get(0);
            default -> LuaValue.varargsOf(values.toArray(LuaValue[]::new));
        };
    }

    private void add(LuaValue value) {
        Container container = open.peek();
        if (container == null) {
            values.add(value);
        } else if (container.key != null) {
            if (container.key.isvalidkey()) {
                container.table.rawset(container.key, value);
            }
            container.key = null;
        } else if (container.isDictionary) {
            container.key = value;
        } else {
            container.table.rawset(++container.items, value);
        }
    }

    private void begin(LuaTable table, boolean isDictionary) {
        complex.add(table);
        add(table);
        open.push(new Container(table, isDictionary));
    }

    @Override
    public void writeNull() {
        add(LuaValue.NIL);
    }

    @Override
    public void writeBoolean(boolean value) {
        add(LuaValue.valueOf(value));
    }

    @Override
    public void writeNumber(double value) {
        add(LuaDouble.valueOf(value));
    }

    @Override
    public void writeString(byte[] utf8, int offset, int length) {
        add(LuaString.valueOf(utf8, offset, length));
    }

    @Override
    public void writeBytes(byte[] data, int offset, int length) {
        LuaTable table = new ConstructedTable(0, 1);
        table.rawset(LuaReader.RAW, LuaString.valueOf(data, offset, length));
        complex.add(table);
        add(table);
    }

    @Override
    public void writeDate(long epochMs) {
        LuaTable table = date(epochMs);
        complex.add(table);
        add(table);
    }

    /** The table of a moment: the fields of {@code os.date("!*t")} with milliseconds, and {@code __time}. */
    public static LuaTable date(long epochMs) {
        ZonedDateTime moment = Instant.ofEpochMilli(epochMs).atZone(ZoneOffset.UTC);
        LuaTable table = new ConstructedTable(0, 11);
        table.rawset(LuaReader.TIME, LuaInteger.valueOf(epochMs));
        table.rawset("year", LuaInteger.valueOf(moment.getYear()));
        table.rawset("month", LuaInteger.valueOf(moment.getMonthValue()));
        table.rawset("day", LuaInteger.valueOf(moment.getDayOfMonth()));
        table.rawset("hour", LuaInteger.valueOf(moment.getHour()));
        table.rawset("min", LuaInteger.valueOf(moment.getMinute()));
        table.rawset("sec", LuaInteger.valueOf(moment.getSecond()));
        table.rawset("msec", LuaInteger.valueOf((int) Math.floorMod(epochMs, 1000L)));
        table.rawset("wday", LuaInteger.valueOf(moment.getDayOfWeek().getValue() % 7 + 1));
        table.rawset("yday", LuaInteger.valueOf(moment.getDayOfYear()));
        table.rawset("isdst", LuaValue.FALSE);
        return table;
    }

    @Override
    public void beginObject(String type) {
        LuaTable table = new ConstructedTable();
        if (!type.isEmpty()) {
            table.rawset(LuaReader.TYPE, LuaObject.text(type));
        }
        begin(table, false);
    }

    @Override
    public void beginArray(int size, boolean keyed) {
        begin(new ConstructedTable(), false);
    }

    @Override
    public void beginDictionary(int size, boolean weakKeys) {
        LuaTable table = new ConstructedTable();
        table.rawset(LuaReader.SIZE, LuaInteger.valueOf(size));
        if (weakKeys) {
            LuaTable metatable = new ConstructedTable();
            metatable.rawset(MODE, LuaValue.valueOf("k"));
            table.setmetatable(metatable);
        }
        begin(table, true);
    }

    @Override
    public void writeKey(byte[] utf8, int offset, int length) {
        Container container = open.peek();
        if (container != null) {
            container.key = LuaString.valueOf(utf8, offset, length);
        }
    }

    @Override
    public void end() {
        open.pop();
    }

    @Override
    public void writeReference(int number) {
        add(complex.get(number));
    }
}
