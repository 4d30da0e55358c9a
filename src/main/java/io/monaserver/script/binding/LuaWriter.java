package io.monaserver.script.binding;

import io.monaserver.codec.DataReader;
import io.monaserver.codec.DataWriter;
import io.monaserver.codec.ExternalInput;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.luaj.vm2.ConstructedTable;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Makes Lua values of what any format's reader says: tables with the special fields that {@link LuaReader} knows. What
 * goes beyond the limits is a Lua error.
 *
 * <p>Values wait on a stack until what they are in is complete, so that a table is made in its size.
 */
public final class LuaWriter implements DataWriter {

    private static final LuaString MODE = LuaValue.valueOf("__mode");

    /** An open table, and where its values begin: keyed ones in pairs, then items. */
    private static final class Container {

        final LuaTable table;
        final String type;
        final int start;
        final boolean isDictionary;
        int keyed;
        boolean named;

        Container(LuaTable table, String type, int start, boolean isDictionary) {
            this.table = table;
            this.type = type;
            this.start = start;
            this.isDictionary = isDictionary;
        }
    }

    private final LuaValues limits;
    private final List<LuaTable> complex = new ArrayList<>(4);
    private final List<Container> open = new ArrayList<>(4);
    private LuaValue[] stack = new LuaValue[16];
    private int size;
    private int references;

    LuaWriter(LuaValues limits) {
        this.limits = limits;
    }

    /** All values of a reader. */
    public static Varargs decode(DataReader reader) {
        return LuaValues.PLAIN.decode(reader);
    }

    /** All top-level values so far. */
    public Varargs values() {
        return values(0);
    }

    private Varargs values(int from) {
        return switch (size - from) {
            case 0 -> LuaValue.NONE;
            case 1 -> stack[from];
            case 2 -> LuaValue.varargsOf(stack[from], stack[from + 1]);
            default -> LuaValue.varargsOf(Arrays.copyOfRange(stack, from, size));
        };
    }

    private void push(LuaValue value) {
        if (size == stack.length) {
            stack = Arrays.copyOf(stack, size * 2);
        }
        stack[size++] = value;
    }

    private void add(LuaValue value) {
        push(value);
        if (!open.isEmpty()) {
            Container container = open.get(open.size() - 1);
            if (container.named) {
                container.named = false;
                container.keyed++;
            }
        }
    }

    private void begin(LuaTable table, String type, boolean isDictionary) {
        complex.add(table);
        add(table);
        limits.checkDepth(open.size() + 1);
        open.add(new Container(table, type, size, isDictionary));
    }

    @Override
    public void writeNull() {
        add(LuaValue.NIL);
    }

    @Override
    public void writeBoolean(boolean value) {
        add(value ? LuaBoolean.TRUE : LuaBoolean.FALSE);
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
        begin(new ConstructedTable(), type, false);
    }

    @Override
    public void beginArray(int items, boolean keyed) {
        begin(new ConstructedTable(), "", false);
    }

    @Override
    public void beginDictionary(int pairs, boolean weakKeys) {
        LuaTable table = new ConstructedTable();
        if (weakKeys) {
            LuaTable metatable = new ConstructedTable();
            metatable.rawset(MODE, LuaValue.valueOf("k"));
            table.setmetatable(metatable);
        }
        begin(table, "", true);
        // Its size is what was said, whatever follows.
        push(LuaReader.SIZE);
        push(LuaInteger.valueOf(pairs));
    }

    @Override
    public boolean readExternal(String type, ExternalInput body) {
        LuaTable object = new ConstructedTable();
        object.rawset(LuaReader.TYPE, LuaObject.text(type));
        complex.add(object);
        add(object);
        limits.types().onTypedObject(type, object);
        return limits.types().readExternal(object, body, this);
    }

    /** The next values of a body, which do not become part of what is read around it. */
    public Varargs readValues(ExternalInput body, int count) {
        int from = size;
        limits.checkDepth(open.size() + 1);
        open.add(new Container(new LuaTable(), "", from, false));
        for (int i = 0; i < count; i++) {
            body.readValue();
        }
        open.remove(open.size() - 1);
        Varargs read = values(from);
        size = from;
        return read;
    }

    @Override
    public void writeKey(byte[] utf8, int offset, int length) {
        push(LuaString.valueOf(utf8, offset, length));
        open.get(open.size() - 1).named = true;
    }

    @Override
    public void end() {
        Container container = open.remove(open.size() - 1);
        int keyedEnd = container.isDictionary ? size : container.start + container.keyed * 2;
        int pairs = (keyedEnd - container.start) / 2;
        LuaTable table = container.table;
        boolean typed = !container.type.isEmpty();
        table.presize(size - keyedEnd, typed ? pairs + 1 : pairs);
        if (typed) {
            table.rawset(LuaReader.TYPE, LuaObject.text(container.type));
        }
        for (int i = container.start; i + 1 < keyedEnd; i += 2) {
            if (stack[i].isvalidkey()) {
                table.rawset(stack[i], stack[i + 1]);
            }
        }
        for (int i = keyedEnd; i < size; i++) {
            table.rawset(i - keyedEnd + 1, stack[i]);
        }
        size = container.start;
        if (typed) {
            limits.types().onTypedObject(container.type, table);
        }
    }

    @Override
    public void writeReference(int number) {
        limits.checkReferences(++references);
        add(complex.get(number));
    }
}
