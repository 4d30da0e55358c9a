package io.monaserver.script.lua;

import com.sun.management.ThreadMXBean;
import io.monaserver.common.Clock;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.luaj.vm2.CallMonitor;
import org.luaj.vm2.CallStack;
import org.luaj.vm2.LuaTable;

/**
 * Bounds what a call into a script may use: time, steps, memory and depth. Checked at calls, backward jumps and inside
 * of library functions, so neither protected calls nor coroutines nor one long library call escape it.
 *
 * <p>Belongs to the lane; a call made while another one runs shares what is left of the outer one.
 */
public final class ScriptGuard extends CallMonitor {

    /** Steps between checks: some 50 µs of work, and the check itself costs half a microsecond. */
    private static final int INTERVAL = 4096;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Clock clock;
    private final ScriptLimits limits;
    private final CallStack mainCalls;
    private Supplier<LuaTable> stringMethods = LuaTable::new;

    private int nesting;
    private boolean started;
    private long deadline;
    private long usedSteps;
    private long usedBytes;
    private long measuredThread;
    private long measuredBytes;

    /** A guard with these limits. */
    public ScriptGuard(ScriptLimits limits, Clock clock) {
        super(new CallStack(limits.depth()));
        this.clock = clock;
        this.limits = limits;
        this.mainCalls = calls();
    }

    /** The limits it holds. */
    public ScriptLimits limits() {
        return limits;
    }

    /** Where the methods of strings come from. */
    public void stringMethods(Supplier<LuaTable> source) {
        stringMethods = source;
    }

    @Override
    protected LuaTable stringMethods() {
        return stringMethods.get();
    }

    /** A call into a script begins. Each must be followed by {@link #exit}. */
    public void enter() {
        if (nesting++ == 0) {
            started = false;
            usedSteps = 0;
            usedBytes = 0;
            measuredThread = 0;
            allow(INTERVAL);
        }
    }

    /** A call into a script ended, in whatever way. */
    public void exit() {
        if (--nesting == 0) {
            mainCalls.unwind(0);
            mainCalls.handler(null);
            mainCalls.environment(null);
            switchTo(mainCalls);
        }
    }

    /** The clock is first read at the first checkpoint, late by at most one interval: a short event costs none. */
    @Override
    protected void checkpoint() {
        allow(INTERVAL);
        usedSteps += INTERVAL;
        long now = clock.nanos();
        if (!started) {
            started = true;
            deadline = now + limits.budget().toNanos();
        }
        measureAllocation();
        if (now - deadline > 0) {
            throw breach("time budget used up: " + limits.budget().toMillis() + " ms (key script.budget)");
        }
        if (limits.steps() > 0 && usedSteps > limits.steps()) {
            throw breach("step budget used up: " + limits.steps() + " steps (key script.steps)");
        }
        if (usedBytes > limits.allocationBytes()) {
            throw breach("allocation limit reached: " + limits.allocationBytes() + " bytes (key script.memory)");
        }
    }

    @Override
    public void reserve(long bytes) {
        if (bytes > limits.allocationBytes() - usedBytes || bytes > Integer.MAX_VALUE - 16) {
            throw breach("allocation limit reached: " + limits.allocationBytes() + " bytes (key script.memory)");
        }
        steps((int) (bytes >> 6));
    }

    private void measureAllocation() {
        long thread = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(thread);
        if (thread == measuredThread) {
            usedBytes += bytes - measuredBytes;
        }
        measuredThread = thread;
        measuredBytes = bytes;
    }

    private ScriptBreach breach(String reason) {
        // Whatever the script still does while it is stopped comes here at its next step.
        allow(0);
        return new ScriptBreach(position() + reason);
    }

    /** Where the innermost Lua function stands, as {@code file:line: }; empty if none runs. */
    String position() {
        CallStack calls = calls();
        for (int level = 1; level <= calls.depth(); level++) {
            String position = calls.position(level);
            if (!position.isEmpty()) {
                return position;
            }
        }
        return "";
    }
}
