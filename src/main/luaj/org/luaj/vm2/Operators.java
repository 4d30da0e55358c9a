package org.luaj.vm2;

/** The operators of the language on any values: conversions, metamethods, and the error texts. */
public final class Operators {

    /** Strings from this length on are announced before they are built. */
    private static final int LARGE = 4096;

    private static final int LONGEST = Integer.MAX_VALUE - 16;

    private Operators() {}

    /** Kinds of arithmetic. */
    enum Arithmetic {
        ADD(LuaValue.ADD),
        SUB(LuaValue.SUB),
        MUL(LuaValue.MUL),
        DIV(LuaValue.DIV),
        MOD(LuaValue.MOD),
        POW(LuaValue.POW);

        private final LuaString event;

        Arithmetic(LuaString event) {
            this.event = event;
        }

        LuaNumber apply(double a, double b) {
            switch (this) {
                case ADD:
                    return LuaDouble.valueOf(a + b);
                case SUB:
                    return LuaDouble.valueOf(a - b);
                case MUL:
                    return LuaDouble.valueOf(a * b);
                case DIV:
                    return LuaDouble.valueOf(a / b);
                case MOD:
                    return LuaDouble.valueOf(LuaDouble.dmod_d(a, b));
                default:
                    return LuaDouble.valueOf(power(a, b));
            }
        }
    }

    static LuaValue add(LuaValue a, LuaValue b) {
        if (a instanceof LuaInteger && b instanceof LuaInteger) {
            return LuaInteger.valueOf((long) ((LuaInteger) a).v + ((LuaInteger) b).v);
        }
        return a instanceof LuaNumber && b instanceof LuaNumber
                ? LuaDouble.valueOf(a.todouble() + b.todouble())
                : convert(Arithmetic.ADD, a, b);
    }

    static LuaValue sub(LuaValue a, LuaValue b) {
        if (a instanceof LuaInteger && b instanceof LuaInteger) {
            return LuaInteger.valueOf((long) ((LuaInteger) a).v - ((LuaInteger) b).v);
        }
        return a instanceof LuaNumber && b instanceof LuaNumber
                ? LuaDouble.valueOf(a.todouble() - b.todouble())
                : convert(Arithmetic.SUB, a, b);
    }

    static LuaValue mul(LuaValue a, LuaValue b) {
        if (a instanceof LuaInteger && b instanceof LuaInteger) {
            long product = (long) ((LuaInteger) a).v * ((LuaInteger) b).v;
            // A product of zero has a sign, which integers cannot hold.
            return product != 0 ? LuaInteger.valueOf(product) : LuaDouble.valueOf(a.todouble() * b.todouble());
        }
        return a instanceof LuaNumber && b instanceof LuaNumber
                ? LuaDouble.valueOf(a.todouble() * b.todouble())
                : convert(Arithmetic.MUL, a, b);
    }

    static LuaValue div(LuaValue a, LuaValue b) {
        return a instanceof LuaNumber && b instanceof LuaNumber
                ? LuaDouble.valueOf(a.todouble() / b.todouble())
                : convert(Arithmetic.DIV, a, b);
    }

    static LuaValue mod(LuaValue a, LuaValue b) {
        if (a instanceof LuaInteger && b instanceof LuaInteger && ((LuaInteger) b).v > 0 && ((LuaInteger) a).v > 0) {
            return LuaInteger.valueOf(((LuaInteger) a).v % ((LuaInteger) b).v);
        }
        return a instanceof LuaNumber && b instanceof LuaNumber
                ? LuaDouble.valueOf(LuaDouble.dmod_d(a.todouble(), b.todouble()))
                : convert(Arithmetic.MOD, a, b);
    }

    static LuaValue pow(LuaValue a, LuaValue b) {
        return a instanceof LuaNumber && b instanceof LuaNumber
                ? LuaDouble.valueOf(power(a.todouble(), b.todouble()))
                : convert(Arithmetic.POW, a, b);
    }

    /** One to whatever power, and minus one to an infinite one, is one in C and undefined in Java. */
    public static double power(double a, double b) {
        return a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b);
    }

    static LuaValue negate(LuaValue a) {
        if (a instanceof LuaNumber) {
            return LuaDouble.valueOf(-a.todouble());
        }
        Double number = toNumber(a);
        if (number != null) {
            return LuaDouble.valueOf(-number);
        }
        LuaValue handler = a.metatag(LuaValue.UNM);
        if (handler.isnil()) {
            throw new OperandError("perform arithmetic on", a);
        }
        return call(handler, a, a);
    }

    private static LuaValue convert(Arithmetic operation, LuaValue a, LuaValue b) {
        Double x = toNumber(a);
        Double y = toNumber(b);
        if (x != null && y != null) {
            return operation.apply(x, y);
        }
        LuaValue handler = a.metatag(operation.event);
        if (handler.isnil()) {
            handler = b.metatag(operation.event);
        }
        if (handler.isnil()) {
            throw new OperandError("perform arithmetic on", x == null ? a : b);
        }
        return call(handler, a, b);
    }

    /** The number a value is or is the text of, or null. */
    public static Double toNumber(LuaValue value) {
        if (value instanceof LuaNumber) {
            return value.todouble();
        }
        if (value instanceof LuaString) {
            LuaString text = (LuaString) value;
            return NumberText.parse(text.m_bytes, text.m_offset, text.m_length);
        }
        return null;
    }

    /** The {@code <} operator. */
    public static boolean lessThan(LuaValue a, LuaValue b) {
        if (a instanceof LuaInteger && b instanceof LuaInteger) {
            return ((LuaInteger) a).v < ((LuaInteger) b).v;
        }
        if (a instanceof LuaNumber && b instanceof LuaNumber) {
            return a.todouble() < b.todouble();
        }
        if (a instanceof LuaString && b instanceof LuaString) {
            return compare((LuaString) a, (LuaString) b) < 0;
        }
        return call(comparison(LuaValue.LT, a, b), a, b).toboolean();
    }

    /** The {@code <=} operator. */
    public static boolean lessOrEqual(LuaValue a, LuaValue b) {
        if (a instanceof LuaInteger && b instanceof LuaInteger) {
            return ((LuaInteger) a).v <= ((LuaInteger) b).v;
        }
        if (a instanceof LuaNumber && b instanceof LuaNumber) {
            return a.todouble() <= b.todouble();
        }
        if (a instanceof LuaString && b instanceof LuaString) {
            return compare((LuaString) a, (LuaString) b) <= 0;
        }
        if (a.metatag(LuaValue.LE).isnil() && b.metatag(LuaValue.LE).isnil()) {
            return !call(comparison(LuaValue.LT, b, a), b, a).toboolean();
        }
        return call(comparison(LuaValue.LE, a, b), a, b).toboolean();
    }

    /** LuaJIT has {@code a <= b} as {@code not (b < a)}, which shows in the error. */
    private static LuaValue comparison(LuaString event, LuaValue a, LuaValue b) {
        LuaValue handler = a.metatag(event);
        if (handler.isnil()) {
            handler = b.metatag(event);
        }
        if (!handler.isnil()) {
            return handler;
        }
        String leftType = a.typename();
        String rightType = b.typename();
        throw new LuaError(
                leftType.equals(rightType)
                        ? "attempt to compare two " + leftType + " values"
                        : "attempt to compare " + leftType + " with " + rightType);
    }

    /** Order by unsigned bytes. */
    public static int compare(LuaString a, LuaString b) {
        return java.util.Arrays.compareUnsigned(
                a.m_bytes, a.m_offset, a.m_offset + a.m_length, b.m_bytes, b.m_offset, b.m_offset + b.m_length);
    }

    /** Objects of the server may be equal to text, whichever side they are on; tables of scripts never are. */
    static boolean equal(LuaValue a, LuaValue b) {
        if (a == b) {
            return !(a instanceof LuaDouble) || !Double.isNaN(a.todouble());
        }
        return a.eq_b(b) || (b instanceof LuaTable && a instanceof LuaString && b.eq_b(a));
    }

    static LuaValue length(LuaValue value) {
        if (value instanceof LuaString) {
            return LuaInteger.valueOf(((LuaString) value).m_length);
        }
        LuaValue handler = value.metatag(LuaValue.LEN);
        if (!handler.isnil()) {
            return call(handler, value, value);
        }
        if (value instanceof LuaTable) {
            return LuaInteger.valueOf(value.rawlen());
        }
        throw new OperandError("get length of", value);
    }

    static LuaValue index(CallMonitor monitor, LuaValue holder, LuaValue key) {
        if (holder instanceof LuaTable) {
            return holder.get(key);
        }
        if (holder instanceof LuaString) {
            return monitor.stringMethods().get(key);
        }
        LuaValue handler = holder.metatag(LuaValue.INDEX);
        if (handler.isnil()) {
            throw new OperandError("index", holder);
        }
        return handler.isfunction() ? call(handler, holder, key) : index(monitor, handler, key);
    }

    static void setIndex(LuaValue holder, LuaValue key, LuaValue value) {
        if (holder instanceof LuaTable) {
            setInTable((LuaTable) holder, key, value);
            return;
        }
        LuaValue handler = holder.metatag(LuaValue.NEWINDEX);
        if (handler.isnil()) {
            throw new OperandError("index", holder);
        }
        if (handler.isfunction()) {
            call(handler, holder, key, value);
        } else {
            setIndex(handler, key, value);
        }
    }

    private static void setInTable(LuaTable table, LuaValue key, LuaValue value) {
        if (!key.isvalidkey() && table.metatag(LuaValue.NEWINDEX).isnil()) {
            throw new LuaError(key.isnil() ? "table index is nil" : "table index is NaN");
        }
        table.set(key, value);
    }

    /** Calls any value: a function, or one whose metatable has a function for that. */
    public static Varargs invoke(LuaValue called, Varargs arguments) {
        return called instanceof LuaFunction
                ? called.invoke(arguments)
                : callable(called).invoke(LuaValue.varargsOf(called, arguments));
    }

    private static LuaValue call(LuaValue handler, LuaValue operand) {
        return handler instanceof LuaFunction
                ? handler.call(operand)
                : invoke(handler, operand).arg1();
    }

    private static LuaValue call(LuaValue handler, LuaValue a, LuaValue b) {
        return handler instanceof LuaFunction
                ? handler.call(a, b)
                : invoke(handler, LuaValue.varargsOf(a, b)).arg1();
    }

    private static LuaValue call(LuaValue handler, LuaValue a, LuaValue b, LuaValue c) {
        return handler instanceof LuaFunction
                ? handler.call(a, b, c)
                : invoke(handler, LuaValue.varargsOf(a, b, c)).arg1();
    }

    /** What a called value runs: itself, or its metamethod. */
    static LuaValue callable(LuaValue value) {
        LuaValue handler = value.metatag(LuaValue.CALL);
        if (!handler.isfunction()) {
            throw new OperandError("call", value);
        }
        return handler;
    }

    static LuaValue concat(CallMonitor monitor, LuaValue[] stack, int from, int to) {
        LuaValue result = stack[to];
        int next = to - 1;
        while (next >= from) {
            if (isText(result) && isText(stack[next])) {
                int first = next;
                while (first > from && isText(stack[first - 1])) {
                    first--;
                }
                result = join(monitor, stack, first, next, result);
                next = first - 1;
            } else {
                result = concatOther(stack[next], result);
                next--;
            }
        }
        return result;
    }

    private static LuaValue concatOther(LuaValue a, LuaValue b) {
        LuaValue handler = a.metatag(LuaValue.CONCAT);
        if (handler.isnil()) {
            handler = b.metatag(LuaValue.CONCAT);
        }
        if (handler.isnil()) {
            throw new OperandError("concatenate", isText(a) ? b : a);
        }
        return call(handler, a, b);
    }

    private static boolean isText(LuaValue value) {
        return value instanceof LuaString || value instanceof LuaNumber;
    }

    private static LuaValue join(CallMonitor monitor, LuaValue[] stack, int from, int to, LuaValue end) {
        LuaString last = end.strvalue();
        long size = last.m_length;
        for (int i = from; i <= to; i++) {
            // The registers are read no more, so they may keep the texts of numbers.
            stack[i] = stack[i].strvalue();
            size += ((LuaString) stack[i]).m_length;
        }
        if (size > LONGEST) {
            throw new LuaError("string length overflow");
        }
        if (size > LARGE) {
            monitor.reserve(size);
        }
        byte[] bytes = new byte[(int) size];
        int at = 0;
        for (int i = from; i <= to; i++) {
            at = put((LuaString) stack[i], bytes, at);
        }
        put(last, bytes, at);
        return LuaString.valueUsing(bytes);
    }

    private static int put(LuaString text, byte[] bytes, int at) {
        System.arraycopy(text.m_bytes, text.m_offset, bytes, at, text.m_length);
        return at + text.m_length;
    }
}
