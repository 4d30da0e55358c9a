package io.monaserver.script.lua;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.CallMonitor;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Operators;

/**
 * Quicksort of a table's items, in place as Lua does it: what a comparator leaves half done by an error stays so, and
 * one that contradicts itself is found out instead of running beyond the ends.
 */
final class TableSort {

    private final CallMonitor monitor;
    private final LuaTable table;
    private final @Nullable LuaFunction comparator;

    TableSort(CallMonitor monitor, LuaTable table, @Nullable LuaFunction comparator) {
        this.monitor = monitor;
        this.table = table;
        this.comparator = comparator;
    }

    void sort() {
        sort(1, table.length());
    }

    private void sort(int first, int last) {
        int low = first;
        int high = last;
        while (low < high) {
            order(low, high);
            if (high - low == 1) {
                return;
            }
            int middle = (low + high) >>> 1;
            orderThree(low, middle, high);
            if (high - low == 2) {
                return;
            }
            int pivot = partition(low, middle, high);
            // The smaller part by recursion, so that depth stays logarithmic.
            if (pivot - low < high - pivot) {
                sort(low, pivot - 1);
                low = pivot + 1;
            } else {
                sort(pivot + 1, high);
                high = pivot - 1;
            }
        }
    }

    private void order(int low, int high) {
        LuaValue a = table.get(low);
        LuaValue b = table.get(high);
        if (less(b, a)) {
            table.set(low, b);
            table.set(high, a);
        }
    }

    private void orderThree(int low, int middle, int high) {
        LuaValue a = table.get(middle);
        LuaValue b = table.get(low);
        if (less(a, b)) {
            table.set(middle, b);
            table.set(low, a);
            return;
        }
        LuaValue c = table.get(high);
        if (less(c, a)) {
            table.set(middle, c);
            table.set(high, a);
        }
    }

    private int partition(int low, int middle, int high) {
        LuaValue pivot = table.get(middle);
        table.set(middle, table.get(high - 1));
        table.set(high - 1, pivot);
        int i = low;
        int j = high - 1;
        while (true) {
            while (less(table.get(++i), pivot)) {
                check(i < high);
            }
            while (less(pivot, table.get(--j))) {
                check(j > low);
            }
            if (j < i) {
                break;
            }
            LuaValue swapped = table.get(i);
            table.set(i, table.get(j));
            table.set(j, swapped);
        }
        table.set(high - 1, table.get(i));
        table.set(i, pivot);
        return i;
    }

    private static void check(boolean inRange) {
        if (!inRange) {
            throw new LuaError("invalid order function for sorting");
        }
    }

    private boolean less(LuaValue a, LuaValue b) {
        monitor.step();
        return comparator == null
                ? Operators.lessThan(a, b)
                : comparator.call(a, b).toboolean();
    }
}
