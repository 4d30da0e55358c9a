package org.luaj.vm2;

/** A table made by a constructor: remembers how many array items it was written with, since {@code #} depends on it. */
final class ConstructedTable extends LuaTable {

    private int written;

    ConstructedTable(int arraySize, int hashSize) {
        super(arraySize, hashSize);
    }

    void written(int count) {
        written = Math.max(written, count);
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
