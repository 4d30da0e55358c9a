package org.luaj.vm2;

/** Calls with their operands in registers: from {@code a} the function, then its arguments. */
final class CallRegisters {

    private CallRegisters() {}

    /** Of {@code b - 1} arguments; with {@code b} 0 of all up to {@code top}, the last of which are {@code rest}. */
    static Varargs arguments(LuaValue[] stack, int a, int b, int top, Varargs rest) {
        switch (b) {
            case 0:
                return LuaValue.varargsOf(stack, a + 1, top - rest.narg() - (a + 1), rest);
            case 1:
                return LuaValue.NONE;
            case 2:
                return stack[a + 1];
            default:
                return LuaValue.varargsOf(stack, a + 1, b - 1);
        }
    }

    static LuaValue callFixed(LuaFunction function, LuaValue[] stack, int a, int b) {
        switch (b) {
            case 1:
                return function.call();
            case 2:
                return function.call(stack[a + 1]);
            case 3:
                return function.call(stack[a + 1], stack[a + 2]);
            default:
                return function.call(stack[a + 1], stack[a + 2], stack[a + 3]);
        }
    }

    static Varargs callOther(LuaValue called, Varargs arguments) {
        return Operators.callable(called).invoke(LuaValue.varargsOf(called, arguments));
    }

    static Varargs tail(LuaValue called, Varargs arguments) {
        if (called instanceof LuaClosure) {
            return new TailcallVarargs(called, arguments);
        }
        // A Java function runs inside of this call, so that its errors find a position.
        return called instanceof LuaFunction ? called.invoke(arguments) : callOther(called, arguments);
    }

    /** The generic {@code for}: the iterator's results go to the {@code count} variables of the loop. */
    static void callIterator(LuaValue[] stack, int a, int count) {
        LuaValue iterator = stack[a];
        Varargs results = iterator instanceof LuaFunction
                ? iterator.invoke(LuaValue.varargsOf(stack[a + 1], stack[a + 2]))
                : callOther(iterator, LuaValue.varargsOf(stack[a + 1], stack[a + 2]));
        for (int n = count; n > 0; n--) {
            stack[a + 2 + n] = results.arg(n);
        }
    }
}
