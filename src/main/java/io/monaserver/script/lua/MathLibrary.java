package io.monaserver.script.lua;

import static org.luaj.vm2.LuaValue.varargsOf;

import java.util.function.DoubleUnaryOperator;
import org.luaj.vm2.ArgumentError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Operators;
import org.luaj.vm2.Varargs;

/** The math library. */
final class MathLibrary {

    private static final double TO_RADIANS = Math.PI / 180;

    private MathLibrary() {}

    static LuaTable create() {
        LuaTable library = new LuaTable();
        unary(library, "abs", Math::abs);
        unary(library, "ceil", Math::ceil);
        unary(library, "floor", Math::floor);
        unary(library, "sqrt", Math::sqrt);
        unary(library, "exp", Math::exp);
        unary(library, "log10", Math::log10);
        unary(library, "sin", Math::sin);
        unary(library, "cos", Math::cos);
        unary(library, "tan", Math::tan);
        unary(library, "asin", Math::asin);
        unary(library, "acos", Math::acos);
        unary(library, "atan", Math::atan);
        unary(library, "sinh", Math::sinh);
        unary(library, "cosh", Math::cosh);
        unary(library, "tanh", Math::tanh);
        unary(library, "rad", x -> x * TO_RADIANS);
        unary(library, "deg", x -> x / TO_RADIANS);
        Native.define(library, "log", MathLibrary::log);
        Native.define(library, "atan2", args -> Args.of(Math.atan2(Args.number(args, 1), Args.number(args, 2))));
        Native.define(library, "pow", args -> Args.of(Operators.power(Args.number(args, 1), Args.number(args, 2))));
        Native.define(library, "fmod", args -> Args.of(Args.number(args, 1) % Args.number(args, 2)));
        Native.define(library, "ldexp", args -> Args.of(Math.scalb(Args.number(args, 1), Args.integer(args, 2))));
        Native.define(library, "modf", MathLibrary::modf);
        Native.define(library, "frexp", MathLibrary::frexp);
        Native.define(library, "max", args -> extreme(args, 1));
        Native.define(library, "min", args -> extreme(args, -1));
        RandomNumbers random = new RandomNumbers();
        Native.define(library, "random", args -> random(random, args));
        Native.define(library, "randomseed", args -> {
            random.seed(Args.number(args, 1));
            return LuaValue.NONE;
        });
        library.rawset("pi", LuaValue.valueOf(Math.PI));
        library.rawset("huge", LuaValue.valueOf(Double.POSITIVE_INFINITY));
        return library;
    }

    private static void unary(LuaTable library, String name, DoubleUnaryOperator operator) {
        Native.define(library, name, args -> Args.of(operator.applyAsDouble(Args.number(args, 1))));
    }

    private static Varargs log(Varargs args) {
        double value = Math.log(Args.number(args, 1));
        if (args.arg(2).isnil()) {
            return Args.of(value);
        }
        double base = Args.number(args, 2);
        return Args.of(base == 10 ? Math.log10(Args.number(args, 1)) : value / Math.log(base));
    }

    private static Varargs modf(Varargs args) {
        double value = Args.number(args, 1);
        double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
        double rest = Double.isInfinite(value) ? 0 : value - whole;
        return varargsOf(Args.of(whole), Args.of(Double.isNaN(value) ? value : Math.copySign(rest, value)));
    }

    private static Varargs frexp(Varargs args) {
        double value = Args.number(args, 1);
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return varargsOf(Args.of(value), LuaValue.valueOf(0));
        }
        int exponent = Math.getExponent(value) + 1;
        double mantissa = value;
        if (exponent <= Double.MIN_EXPONENT) {
            mantissa *= 1L << 54;
            exponent = Math.getExponent(mantissa) + 1 - 54;
            return varargsOf(Args.of(Math.scalb(mantissa, -(exponent + 54))), LuaValue.valueOf(exponent));
        }
        return varargsOf(Args.of(Math.scalb(mantissa, -exponent)), LuaValue.valueOf(exponent));
    }

    private static Varargs extreme(Varargs args, int sign) {
        double best = Args.number(args, 1);
        for (int i = 2; i <= args.narg(); i++) {
            double next = Args.number(args, i);
            // NaN gives way to what comes after it, as in the processor's own instruction.
            if (!(sign > 0 ? best > next : best < next)) {
                best = next;
            }
        }
        return Args.of(best);
    }

    private static Varargs random(RandomNumbers random, Varargs args) {
        double value = random.next();
        if (args.narg() == 0) {
            return Args.of(value);
        }
        double low = args.narg() == 1 ? 1 : Args.number(args, 1);
        double high = Args.number(args, args.narg() == 1 ? 1 : 2);
        if (low > high) {
            throw new ArgumentError(args.narg() == 1 ? 1 : 2, "interval is empty");
        }
        return Args.of(Math.floor(value * (high - low + 1)) + low);
    }

    /** Numbers below 1, repeatable from a seed. */
    private static final class RandomNumbers {

        private static final double UNIT = 1.0 / (1L << 53);

        private long state = 0x9E3779B97F4A7C15L;

        void seed(double value) {
            state = Double.doubleToLongBits(value) * 0x5851F42D4C957F2DL + 1;
        }

        /** SplitMix64. */
        double next() {
            state += 0x9E3779B97F4A7C15L;
            long z = state;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return ((z ^ (z >>> 31)) >>> 11) * UNIT;
        }
    }
}
