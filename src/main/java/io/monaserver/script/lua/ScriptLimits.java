package io.monaserver.script.lua;

import java.time.Duration;

/**
 * What one call into a script may use.
 *
 * @param budget time, coroutines included
 * @param steps calls and loop rounds, 0 for no limit
 * @param allocationBytes memory taken, whether or not it is still held
 * @param depth nested calls
 * @param coroutines coroutines that exist at a time on the lane
 */
public record ScriptLimits(Duration budget, long steps, long allocationBytes, int depth, int coroutines) {

    private static final long BASE_STACK_BYTES = 1L << 20;
    private static final long CALL_STACK_BYTES = 2700;

    /** 5 s, 1 GiB, 6000 calls and 1000 coroutines. */
    public static final ScriptLimits DEFAULT = new ScriptLimits(Duration.ofSeconds(5), 0, 1L << 30, 6000, 1000);

    /** Refuses limits under which nothing could run. */
    public ScriptLimits {
        if (budget.isNegative() || budget.isZero()) {
            throw new IllegalArgumentException("script.budget: " + budget + " (expected: more than 0)");
        }
        if (depth < 10) {
            throw new IllegalArgumentException("script.depth: " + depth + " (expected: at least 10)");
        }
    }

    /** What a thread needs for so many nested calls, the widest of which go through a library function and back. */
    public long stackBytes() {
        return BASE_STACK_BYTES + depth * CALL_STACK_BYTES;
    }

    /** The same with another time budget. */
    public ScriptLimits withBudget(Duration other) {
        return new ScriptLimits(other, steps, allocationBytes, depth, coroutines);
    }
}
