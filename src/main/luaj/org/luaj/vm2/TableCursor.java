package org.luaj.vm2;

/**
 * Goes over the entries of a table, array part first. Unlike {@code next} it looks no key up again to find the one
 * behind it. A table that changes meanwhile may show entries twice or not at all.
 */
public final class TableCursor {

    private final LuaTable table;
    private final LuaValue[] array;
    private final LuaTable.Slot[] hash;
    private int position;
    private LuaTable.Slot slot;
    private LuaValue key = LuaValue.NIL;
    private LuaValue value = LuaValue.NIL;

    /** Before the first entry of a table. */
    public TableCursor(LuaTable table) {
        this.table = table;
        this.array = table.array;
        this.hash = table.hash;
    }

    /** Steps to the next entry; false if there is none. */
    public boolean next() {
        while (position < array.length) {
            int index = position++;
            LuaValue item = array[index];
            if (item != null && table.m_metatable != null) {
                item = table.m_metatable.arrayget(array, index);
            }
            if (item != null && !item.isnil()) {
                key = LuaInteger.valueOf(index + 1);
                value = item;
                return true;
            }
        }
        return nextHashed();
    }

    private boolean nextHashed() {
        while (true) {
            while (slot == null) {
                if (position - array.length >= hash.length) {
                    return false;
                }
                slot = hash[position++ - array.length];
            }
            LuaTable.StrongSlot entry = slot.first();
            slot = slot.rest();
            if (entry != null) {
                key = entry.key();
                value = entry.value();
                return true;
            }
        }
    }

    /** The key of this entry. */
    public LuaValue key() {
        return key;
    }

    /** The value of this entry. */
    public LuaValue value() {
        return value;
    }
}
