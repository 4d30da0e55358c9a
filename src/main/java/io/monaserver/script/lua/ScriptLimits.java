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

    /** 5 s, 1 GiB, 6000 calls (which fit a stack of 16 MB) and 1000 coroutines. */
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

    /** The same with another time budget. */
    public ScriptLimits withBudget(Duration other) {
        return new ScriptLimits(other, steps, allocationBytes, depth, coroutines);
    }
}
