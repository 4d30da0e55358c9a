package org.luaj.vm2;

/** One active call: which function runs and where it is. Reused by later calls of the same depth. */
public final class CallFrame {

    LuaFunction function;
    int pc;

    CallFrame() {}

    /** The function that runs. */
    public LuaFunction function() {
        return function;
    }

    /** The Lua function that runs, or null where the function is a Java one. */
    public LuaClosure closure() {
        return function instanceof LuaClosure ? (LuaClosure) function : null;
    }

    /** The line that runs, or -1 where none is known. */
    public int line() {
        LuaClosure closure = closure();
        return closure == null ? -1 : closure.line(pc);
    }

    /** The position as errors show it, {@code file:line:} and a space; empty for Java functions. */
    public String position() {
        LuaClosure closure = closure();
        return closure == null ? "" : closure.chunk() + ":" + line() + ": ";
    }

    /** The kind and name by which the code of this frame calls another function now, or null where it has none. */
    public VariableNames.Name callee() {
        LuaClosure closure = closure();
        return closure == null ? null : VariableNames.ofCallee(closure.p, pc);
    }
}
