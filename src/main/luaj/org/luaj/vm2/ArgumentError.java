package org.luaj.vm2;

/** A library function refused an argument. The text has the function's name as the calling code has it. */
public final class ArgumentError extends LuaError {

    private static final long serialVersionUID = 1L;

    private final int index;
    private final String text;

    /** The index counts from 1. */
    public ArgumentError(int index, String text) {
        super((String) null);
        this.index = index;
        this.text = text;
    }

    /** The text for a function of this name whose first arguments, an object for example, are not counted. */
    public String describe(String function, int uncounted) {
        return "bad argument #" + (index - uncounted) + " to '" + function + "' (" + text + ")";
    }

    @Override
    String describe(LuaClosure closure, int pc, LuaValue[] stack) {
        VariableNames.Name name = closure == null ? null : VariableNames.ofCallee(closure.p, pc);
        if (name == null) {
            return "bad argument #" + index + " to '?' (" + text + ")";
        }
        if (!name.kind().equals("method")) {
            return "bad argument #" + index + " to '" + name.text() + "' (" + text + ")";
        }
        return index == 1
                ? "calling '" + name.text() + "' on bad self (" + text + ")"
                : "bad argument #" + (index - 1) + " to '" + name.text() + "' (" + text + ")";
    }
}
