package io.monaserver.script.api;

import io.monaserver.codec.xml.XmlFormat;
import io.monaserver.script.lua.Native;
import java.util.ArrayDeque;
import java.util.Deque;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What the tables of an XML tree answer beside what is in them: the first child element of a name under that name, and
 * the first child, element or text, as {@code __value}, which can be written.
 */
final class XmlTables {

    private static final LuaString VALUE = LuaValue.valueOf("__value");
    private static final LuaString NAME = LuaValue.valueOf(XmlFormat.NAME);

    private final LuaTable metatable = new LuaTable();

    XmlTables() {
        metatable.rawset(LuaValue.METATABLE, LuaValue.valueOf("change metatable of XML DOM object is prohibited"));
        Native.define(metatable, "__index", args -> find(args.checktable(1), args.arg(2)));
        Native.define(metatable, "__newindex", args -> {
            LuaTable table = args.checktable(1);
            if (VALUE.raweq(args.arg(2))) {
                table.rawset(1, args.arg(3));
            } else {
                table.rawset(args.arg(2), args.arg(3));
            }
            return LuaValue.NONE;
        });
    }

    /** Gives these tables, and all elements in them, this face. */
    Varargs face(Varargs trees) {
        Deque<LuaTable> open = new ArrayDeque<>();
        if (trees.arg1() instanceof LuaTable tree) {
            open.push(tree);
        }
        while (!open.isEmpty()) {
            LuaTable element = open.pop();
            element.setmetatable(metatable);
            for (int i = 1; !element.rawget(i).isnil(); i++) {
                if (element.rawget(i) instanceof LuaTable child) {
                    open.push(child);
                }
            }
        }
        return trees;
    }

    private static LuaValue find(LuaTable element, LuaValue key) {
        if (VALUE.raweq(key)) {
            return element.rawget(1);
        }
        for (int i = 1; !element.rawget(i).isnil(); i++) {
            if (element.rawget(i) instanceof LuaTable child
                    && child.rawget(NAME).raweq(key)) {
                return child;
            }
        }
        return LuaValue.NIL;
    }
}
