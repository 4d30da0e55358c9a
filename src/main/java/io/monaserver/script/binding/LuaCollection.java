package io.monaserver.script.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/**
 * A collection of the server as scripts see it. Answers to calls, indexes, {@code #}, {@code count}, pairs, ipairs and
 * next. Iteration goes over the elements of its beginning, so a loop may change what it goes over.
 */
public abstract class LuaCollection extends LuaObject {

    private static final LuaString COUNT = valueOf("count");

    private List<Varargs> walk = List.of();
    private int position;

    /** Number of elements. */
    protected abstract int size();

    /** The element under a key, nil for none. */
    protected abstract LuaValue element(LuaValue key);

    /** Gives every key and its element, in the collection's order. */
    protected abstract void forEach(BiConsumer<LuaValue, LuaValue> visitor);

    /** A table of all elements, for a collection of plain values that is to be converted like one. */
    protected final LuaTable toTable() {
        LuaTable table = new LuaTable(0, size());
        forEach(table::rawset);
        return table;
    }

    /** What a call with this key gives; nothing for none. */
    protected Varargs lookUp(Varargs args) {
        LuaValue found = element(args.arg1());
        return found.isnil() ? NONE : found;
    }

    @Override
    protected final LuaValue dynamic(LuaValue key) {
        LuaValue element = element(key);
        return element.isnil() && COUNT.raweq(key) ? LuaInteger.valueOf(size()) : element;
    }

    /** {@code collection(key)}. */
    @LuaMeta("__call")
    public Varargs call(Varargs selfAndArguments) {
        return lookUp(selfAndArguments.subargs(2));
    }

    /** {@code #collection}. */
    @LuaMeta("__len")
    public int length(Varargs operands) {
        return size();
    }

    /** {@code pairs(collection)}. */
    @LuaMeta("__pairs")
    public Varargs metaPairs(Varargs operands) {
        return pairs();
    }

    /** {@code ipairs(collection)}. */
    @LuaMeta("__ipairs")
    public Varargs metaIpairs(Varargs operands) {
        return ipairs();
    }

    /** {@code for key, element in collection:pairs() do}. */
    @LuaMethod
    public Varargs pairs() {
        return varargsOf(new Walk(snapshot(), false), this, NIL);
    }

    /** {@code for index, element in collection:ipairs() do}. */
    @LuaMethod
    public Varargs ipairs() {
        return varargsOf(new Walk(snapshot(), true), this, LuaInteger.valueOf(0));
    }

    private List<Varargs> snapshot() {
        List<Varargs> entries = new ArrayList<>(size());
        forEach((key, element) -> entries.add(varargsOf(key, element)));
        return entries;
    }

    @Override
    public Varargs next(LuaValue key) {
        if (key.isnil()) {
            walk = snapshot();
            position = 0;
        } else if (position == 0 || !walk.get(position - 1).arg1().raweq(key)) {
            position = indexOf(key) + 1;
        }
        return position < walk.size() ? walk.get(position++) : NIL;
    }

    private int indexOf(LuaValue key) {
        for (int i = 0; i < walk.size(); i++) {
            if (walk.get(i).arg1().raweq(key)) {
                return i;
            }
        }
        throw new LuaError("invalid key to 'next'");
    }

    @Override
    public int rawlen() {
        return size();
    }

    /** The iterator of one loop. */
    private static final class Walk extends VarArgFunction {

        private final List<Varargs> entries;
        private final boolean numbered;
        private int next;

        Walk(List<Varargs> entries, boolean numbered) {
            this.entries = entries;
            this.numbered = numbered;
        }

        @Override
        public Varargs invoke(Varargs args) {
            if (next == entries.size()) {
                return NIL;
            }
            Varargs entry = entries.get(next++);
            return numbered ? varargsOf(LuaInteger.valueOf(next), entry.arg(2)) : entry;
        }
    }
}
