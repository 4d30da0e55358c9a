package io.monaserver.script.lua;

import java.lang.ref.WeakReference;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.CallStack;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What a coroutine runs, and how control passes between its thread and the one that resumed it. Exactly one of the two
 * runs at a time: {@code running} says which, and its volatile writes order everything else.
 */
final class CoroutineBody implements Runnable {

    /** Ends the thread of a coroutine that nobody can resume any more. */
    private static final class Abandoned extends Error {

        private static final long serialVersionUID = 1L;

        Abandoned() {
            super(null, null, false, false);
        }
    }

    private enum State {
        SUSPENDED,
        RUNNING,
        NORMAL,
        DEAD
    }

    /** What a switch counts of the step budget, for it takes about as long as so many loop rounds. */
    private static final int STEPS_PER_SWITCH = 200;

    private final LuaMachine machine;
    private final CallStack calls;
    private @Nullable LuaValue function;
    private WeakReference<Coroutine> handle = new WeakReference<>(null);
    private State state = State.SUSPENDED;
    private Varargs transfer = LuaValue.NONE;
    private @Nullable Throwable failure;
    private @Nullable Thread thread;
    private @Nullable Thread resumer;
    private volatile boolean running;
    private volatile boolean abandoned;

    CoroutineBody(LuaMachine machine, LuaValue function) {
        this.machine = machine;
        this.function = function;
        this.calls = new CallStack(machine.guard().limits().depth());
        this.calls.environment(machine.guard().calls().environment());
    }

    CallStack calls() {
        return calls;
    }

    String status() {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Nullable
    Coroutine handle() {
        return handle.get();
    }

    /** Called by the thread that resumes. */
    Varargs resume(Coroutine self, Varargs args) {
        if (state != State.SUSPENDED) {
            throw LuaError.ofValue(LuaValue.valueOf(
                    "cannot resume " + (state == State.DEAD ? "dead" : "non-suspended") + " coroutine"));
        }
        machine.guard().steps(STEPS_PER_SWITCH);
        handle = new WeakReference<>(self);
        CallStack outerCalls = machine.guard().calls();
        CoroutineBody outer = machine.exchangeCoroutine(this);
        if (outer != null) {
            outer.state = State.NORMAL;
        }
        transfer = args;
        state = State.RUNNING;
        resumer = Thread.currentThread();
        machine.guard().switchTo(calls);
        try {
            passControl();
        } finally {
            machine.guard().switchTo(outerCalls);
            machine.exchangeCoroutine(outer);
            if (outer != null) {
                outer.state = State.RUNNING;
            }
            java.lang.ref.Reference.reachabilityFence(self);
        }
        return results();
    }

    private void passControl() {
        running = true;
        if (thread != null) {
            LockSupport.unpark(thread);
        } else {
            try {
                machine.coroutineThreads().execute(this);
            } catch (RejectedExecutionException full) {
                running = false;
                state = State.DEAD;
                throw new LuaError("too many coroutines (expected: at most "
                        + machine.guard().limits().coroutines() + ", key script.coroutines)");
            }
        }
        while (running) {
            LockSupport.park(this);
        }
    }

    private Varargs results() {
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        Varargs values = transfer;
        transfer = LuaValue.NONE;
        return values;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        LuaValue body = function;
        function = null;
        try {
            Varargs args = transfer;
            transfer = body == null ? LuaValue.NONE : body.invoke(args);
        } catch (StackOverflowError overflow) {
            failure = new LuaError("stack overflow");
        } catch (Abandoned ended) {
            thread = null;
            state = State.DEAD;
            return;
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
        }
        thread = null;
        state = State.DEAD;
        giveBack();
    }

    /** Called by the coroutine's own thread. */
    Varargs suspend(Varargs values) {
        transfer = values;
        state = State.SUSPENDED;
        giveBack();
        while (!running) {
            if (abandoned) {
                throw new Abandoned();
            }
            LockSupport.park(this);
        }
        Varargs args = transfer;
        transfer = LuaValue.NONE;
        return args;
    }

    private void giveBack() {
        Thread waiting = resumer;
        running = false;
        LockSupport.unpark(waiting);
    }

    void abandon() {
        abandoned = true;
        Thread parked = thread;
        if (parked != null) {
            LockSupport.unpark(parked);
        }
    }
}
