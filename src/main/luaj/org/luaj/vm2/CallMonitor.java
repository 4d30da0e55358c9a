package org.luaj.vm2;

/**
 * What running Lua code reports to: it counts steps (calls, loop rounds, work of library functions) and is asked for
 * {@link #checkpoint} when the allowance is used. One per set of globals, used by the thread that runs the script.
 */
public abstract class CallMonitor {

    private CallStack calls;

    /** Steps left until the next checkpoint. */
    private int allowance;

    /** Starts with the main stack of calls. */
    protected CallMonitor(CallStack calls) {
        this.calls = calls;
    }

    /** The calls of the coroutine that runs. */
    public final CallStack calls() {
        return calls;
    }

    /** Another coroutine runs from now on. */
    public final void switchTo(CallStack next) {
        calls = next;
    }

    /** Counts one step. */
    public final void step() {
        if (--allowance < 0) {
            checkpoint();
        }
    }

    /** Counts the work of a library function. */
    public final void steps(int count) {
        allowance -= count;
        if (allowance < 0) {
            checkpoint();
        }
    }

    /** Grants steps until the next checkpoint. */
    protected final void allow(int steps) {
        allowance = steps;
    }

    /** What the text methods are looked up in by the script that runs. */
    protected abstract LuaTable stringMethods();

    /** The allowance is used: grant more, or throw to stop the script. */
    protected abstract void checkpoint();

    /** Memory of this size is about to be taken at once: let it pass, or throw to stop the script. */
    public abstract void reserve(long bytes);
}
