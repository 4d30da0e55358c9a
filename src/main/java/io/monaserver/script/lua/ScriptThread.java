package io.monaserver.script.lua;

/** A thread on which scripts run: the lane's own, and those of coroutines. Knows whose scripts they are. */
public final class ScriptThread extends Thread {

    private final ScriptGuard guard;

    /** A daemon with a stack that fits deeply nested calls. */
    public ScriptThread(LuaMachine machine, Runnable task, String name) {
        super(null, task, name, machine.guard().limits().stackBytes());
        guard = machine.guard();
        setDaemon(true);
    }

    /** Where the script stands that runs on the current thread, as {@code file:line: }; empty if none does. */
    public static String position() {
        return Thread.currentThread() instanceof ScriptThread thread ? thread.guard.position() : "";
    }
}
