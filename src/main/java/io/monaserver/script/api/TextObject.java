package io.monaserver.script.api;

import io.monaserver.script.binding.LuaMeta;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.lua.Strings;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Operators;
import org.luaj.vm2.Varargs;

/** A value that never changes and stands for its text: it prints, concatenates and compares as that. */
public abstract sealed class TextObject extends LuaObject permits IpAddressObject, SocketAddressObject {

    private final LuaString text;

    TextObject(String text) {
        this.text = text(text).strvalue();
    }

    final LuaString text() {
        return text;
    }

    /** Order among objects of one kind. */
    protected int compareWith(TextObject other) {
        return Operators.compare(text, other.text);
    }

    /** {@code tostring(object)}. */
    @LuaMeta("__tostring")
    public final LuaValue metaText(Varargs operands) {
        return text;
    }

    /** {@code object .. text}. */
    @LuaMeta("__concat")
    public final LuaValue concat(Varargs operands) {
        return Strings.concat(
                asText(operands.arg(1)).strvalue(), asText(operands.arg(2)).strvalue());
    }

    /** {@code object == other}. */
    @LuaMeta("__eq")
    public final boolean isEqual(Varargs operands) {
        return asText(operands.arg(1)).raweq(asText(operands.arg(2)));
    }

    /** {@code object < other}. */
    @LuaMeta("__lt")
    public final boolean isLess(Varargs operands) {
        return compare(operands) < 0;
    }

    /** {@code object <= other}. */
    @LuaMeta("__le")
    public final boolean isLessOrEqual(Varargs operands) {
        return compare(operands) <= 0;
    }

    /** {@code object()}: itself, since it never changes. */
    @LuaMeta("__call")
    public final LuaValue copy(Varargs operands) {
        return this;
    }

    private static int compare(Varargs operands) {
        if (operands.arg(1) instanceof TextObject left && operands.arg(2) instanceof TextObject right) {
            return left.compareWith(right);
        }
        return Operators.compare(
                asText(operands.arg(1)).strvalue(), asText(operands.arg(2)).strvalue());
    }

    private static LuaValue asText(LuaValue value) {
        return value instanceof TextObject object ? object.text : value;
    }
}
