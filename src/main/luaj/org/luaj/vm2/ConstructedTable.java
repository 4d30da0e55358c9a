package org.luaj.vm2;

/**
 * A table made by a constructor. Remembers how many array items it was written with, since {@code #} depends on it, and
 * follows {@code __index} and {@code __newindex} to tables that look names up in a way of their own.
 */
final class ConstructedTable extends LuaTable {

    private int written;

    ConstructedTable(int arraySize, int hashSize) {
        super(arraySize, hashSize);
    }

    void written(int count) {
        written = Math.max(written, count);
    }

    @Override
    public LuaValue get(LuaValue key) {
        LuaValue own = rawget(key);
        if (m_metatable == null || !own.isnil()) {
            return own;
        }
        LuaValue handler = metatag(INDEX);
        if (handler.isnil()) {
            return NIL;
        }
        return handler.isfunction() ? handler.call(this, key) : handler.get(key);
    }

    @Override
    public LuaValue get(int key) {
        return get(LuaInteger.valueOf(key));
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        if (m_metatable != null && rawget(key).isnil()) {
            LuaValue handler = metatag(NEWINDEX);
            if (handler.isfunction()) {
                handler.call(this, key, value);
                return;
            }
            if (!handler.isnil()) {
                handler.set(key, value);
                return;
            }
        }
        rawset(key, value);
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
}
