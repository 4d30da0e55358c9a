package org.luaj.vm2;

import java.util.Arrays;

/** The active calls of one coroutine, innermost last. A script's calls all go through here, so depth is bounded. */
public final class CallStack {

    private static final int INITIAL = 32;

    /** Calls that an error handler may make beyond the limit, so that it can tell of the overflow. */
    private static final int HANDLER_ROOM = 100;

    private final int limit;
    private CallFrame[] frames = new CallFrame[0];
    private int depth;

    /** The depth at which there is something to decide: no frame is left, or no more are allowed. */
    private int bound;

    /** Handlers that run. */
    private int handlers;

    /** The function that error values pass through where they are raised, set by xpcall; null for none. */
    private LuaValue handler;

    /** The environment of the thread, where a script has set one; null for the usual. */
    private LuaValue environment;

    /** A stack of at most this many calls. */
    public CallStack(int limit) {
        this.limit = limit;
    }

    /** Begins a call. */
    public CallFrame push(LuaFunction function) {
        int index = depth;
        if (index >= bound) {
            grow();
        }
        CallFrame frame = frames[index];
        depth = index + 1;
        frame.function = function;
        frame.pc = 0;
        return frame;
    }

    /** Ends the innermost call. */
    public void pop() {
        depth--;
    }

    /** Ends the innermost calls until this many are left, whatever became of them. */
    public void unwind(int remaining) {
        depth = remaining;
    }

    /** Number of active calls. */
    public int depth() {
        return depth;
    }

    /** The call this many levels out: 1 is the innermost; null where there is none. */
    public CallFrame frame(int level) {
        return level < 1 || level > depth ? null : frames[depth - level];
    }

    /** The position of that call as errors show it, empty where none is known. */
    public String position(int level) {
        CallFrame frame = frame(level);
        return frame == null ? "" : frame.position();
    }

    /** Exchanges the error handler and returns the one before. */
    public LuaValue handler(LuaValue next) {
        LuaValue previous = handler;
        handler = next;
        return previous;
    }

    /** The environment of the thread, or null for the usual one. */
    public LuaValue environment() {
        return environment;
    }

    /** Exchanges the environment of the thread. */
    public void environment(LuaValue next) {
        environment = next;
    }

    /** Completes an error where it was raised, once: names, position, and the handler's word. */
    void raised(LuaError error, LuaClosure closure, int pc, LuaValue[] stack) {
        if (!error.isRaised()) {
            error.raise(closure, pc, stack);
            if (handler != null) {
                handle(error);
            }
        }
    }

    /** Lets the handler have the error value; for errors that were raised by Java functions outside of any Lua code. */
    public void handle(LuaError error) {
        LuaValue running = handler(null);
        if (running == null) {
            return;
        }
        handlers++;
        bound = allowed();
        try {
            error.replace(Operators.invoke(running, error.value()).arg1());
        } catch (LuaError nested) {
            error.replace(LuaValue.valueOf("error in error handling"));
        } finally {
            handlers--;
            bound = allowed();
            handler(running);
        }
    }

    private void grow() {
        int most = limit + handlers * HANDLER_ROOM;
        if (depth >= most) {
            throw new LuaError("stack overflow");
        }
        int old = frames.length;
        frames = Arrays.copyOf(frames, Math.max(old, Math.min(most, Math.max(INITIAL, old * 2))));
        for (int i = old; i < frames.length; i++) {
            frames[i] = new CallFrame();
        }
        bound = allowed();
    }

    private int allowed() {
        return Math.min(frames.length, limit + handlers * HANDLER_ROOM);
    }
}
