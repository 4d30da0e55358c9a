package org.luaj.vm2;

/**
 * The numeric {@code for}. Four registers from {@code a}: the index, the limit, the step, and the variable that the
 * body sees.
 */
final class NumericLoop {

    private NumericLoop() {}

    /** Steps; whether the body is run once more. */
    static boolean goesOn(LuaValue[] stack, int a) {
        LuaValue index = stack[a];
        LuaValue limit = stack[a + 1];
        LuaValue step = stack[a + 2];
        if (index instanceof LuaInteger && step instanceof LuaInteger && limit instanceof LuaInteger) {
            return loopsOnIntegers(stack, a, ((LuaInteger) step).v, ((LuaInteger) limit).v);
        }
        LuaValue next = Operators.add(index, step);
        double stepValue = step.todouble();
        double value = next.todouble();
        if (stepValue > 0 ? value <= limit.todouble() : value >= limit.todouble()) {
            stack[a] = next;
            stack[a + 3] = next;
            return true;
        }
        return false;
    }

    private static boolean loopsOnIntegers(LuaValue[] stack, int a, int step, int limit) {
        long value = (long) ((LuaInteger) stack[a]).v + step;
        if (step > 0 ? value > limit : value < limit) {
            return false;
        }
        LuaValue next = LuaInteger.valueOf(value);
        stack[a] = next;
        stack[a + 3] = next;
        return true;
    }

    /** Checks the three numbers, and stands one step before the first. */
    static void prepare(LuaValue[] stack, int a) {
        LuaValue step = loopNumber(stack[a + 2], "step");
        stack[a + 1] = loopNumber(stack[a + 1], "limit");
        stack[a] = Operators.sub(loopNumber(stack[a], "initial"), step);
        stack[a + 2] = step;
    }

    private static LuaValue loopNumber(LuaValue value, String role) {
        Double number = Operators.toNumber(value);
        if (number == null) {
            throw new LuaError("'for' " + role + (role.equals("initial") ? " value" : "") + " must be a number");
        }
        return value instanceof LuaNumber ? value : LuaDouble.valueOf(number);
    }
}
