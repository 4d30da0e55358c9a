package org.luaj.vm2;

/**
 * A table as scripts have them. Remembers how many array items its constructor was written with, since {@code #}
 * depends on it, and follows {@code __index} and {@code __newindex} to tables that look names up in a way of their own.
 */
public final class ConstructedTable extends LuaTable {

    /** How far LuaJIT follows a chain of metatables. */
    private static final int CHAIN_LIMIT = 100;

    private int written;

    /** An empty table. */
    public ConstructedTable() {
        this(0, 0);
    }

    /** An empty table with room for so many items and fields. */
    public ConstructedTable(int arraySize, int hashSize) {
        super(arraySize, hashSize);
    }

    /** A table of these values, nil among them, whose {@code #} is what LuaJIT gives after {@code table.pack}. */
    public static ConstructedTable packed(Varargs values) {
        int count = values.narg();
        ConstructedTable table = new ConstructedTable(count, 1);
        for (int i = 1; i <= count; i++) {
            table.rawset(i, values.arg(i));
        }
        table.written(count);
        return table;
    }

    /**
     * The room LuaJIT has in a table whose constructor is written with so many items and ends with a call or
     * {@code ...} of so many results: it grows, by one more than needed, only when the results do not fit.
     */
    static int room(int items, int results) {
        int room = Math.max(2, items + 1);
        return results > 0 && items + results > room ? items + results + 1 : room;
    }

    void written(int count) {
        written = Math.max(written, count);
    }

    @Override
    public LuaValue get(LuaValue key) {
        LuaValue own = rawget(key);
        return m_metatable == null || !own.isnil() ? own : inherited(key);
    }

    private LuaValue inherited(LuaValue key) {
        LuaValue holder = this;
        for (int i = 1; i <= CHAIN_LIMIT; i++) {
            LuaValue handler = holder.metatag(INDEX);
            if (handler.isnil()) {
                return NIL;
            }
            if (handler.isfunction()) {
                return handler.call(holder, key);
            }
            if (!(handler instanceof ConstructedTable)) {
                return handler.get(key);
            }
            LuaValue value = handler.rawget(key);
            if (!value.isnil()) {
                return value;
            }
            holder = handler;
        }
        throw new LuaError("loop in gettable");
    }

    @Override
    public LuaValue get(int key) {
        return get(LuaInteger.valueOf(key));
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        if (m_metatable == null) {
            rawset(key, value);
            return;
        }
        LuaValue holder = this;
        for (int i = 1; i <= CHAIN_LIMIT; i++) {
            LuaValue handler = holder.rawget(key).isnil() ? holder.metatag(NEWINDEX) : NIL;
            if (handler.isnil()) {
                holder.rawset(key, value);
                return;
            }
            if (handler.isfunction()) {
                handler.call(holder, key, value);
                return;
            }
            if (!(handler instanceof ConstructedTable)) {
                handler.set(key, value);
                return;
            }
            holder = handler;
        }
        throw new LuaError("loop in settable");
    }

    /** The library makes only those entries weak that come after the metatable. */
    @Override
    public LuaValue setmetatable(LuaValue metatable) {
        boolean wasWeak = m_metatable != null && (m_metatable.useWeakKeys() || m_metatable.useWeakValues());
        boolean becomesWeak = metatable != null && !metatable.rawget(MODE).isnil();
        if (!wasWeak && !becomesWeak) {
            return super.setmetatable(metatable);
        }
        LuaValue[] keys = keys();
        LuaValue[] values = new LuaValue[keys.length];
        for (int i = 0; i < keys.length; i++) {
            values[i] = rawget(keys[i]);
        }
        super.setmetatable(metatable);
        for (int i = 0; i < keys.length; i++) {
            rawset(keys[i], NIL);
            rawset(keys[i], values[i]);
        }
        return this;
    }

    @Override
    public void set(int key, LuaValue value) {
        set(LuaInteger.valueOf(key), value);
    }

    @Override
    public int rawlen() {
        int last = written;
        if (last == 0 || last > array.length) {
            return super.rawlen();
        }
        if (rawget(last).isnil()) {
            return border(0, last);
        }
        return rawget(last + 1).isnil() ? last : super.rawlen();
    }

    /** A place between the two where a value is followed by nil. */
    private int border(int present, int absent) {
        int low = present;
        int high = absent;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (rawget(middle).isnil()) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /** The items after {@code offset} of the constructor whose table is in register {@code a}, and they behind it. */
    static void setList(LuaValue[] stack, int a, int count, int offset) {
        ConstructedTable table = (ConstructedTable) stack[a];
        table.presize(offset + count);
        for (int n = 1; n <= count; n++) {
            table.rawset(offset + n, stack[a + n]);
        }
        table.written(offset + count);
    }

    /** The last items of a constructor that ends with a call or {@code ...}, whose results are {@code rest}. */
    static void setList(LuaValue[] stack, int a, int count, int offset, Varargs rest) {
        ConstructedTable table = (ConstructedTable) stack[a];
        int onStack = count - rest.narg();
        int room = room(offset + onStack, rest.narg());
        table.presize(room);
        for (int n = 1; n <= onStack; n++) {
            table.rawset(offset + n, stack[a + n]);
        }
        for (int n = onStack + 1; n <= count; n++) {
            table.rawset(offset + n, rest.arg(n - onStack));
        }
        table.written(room);
    }
}
