package io.monaserver.script.lua;

import java.util.function.IntBinaryOperator;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** LuaJIT's bit library: 32-bit integers with a sign. */
final class BitLibrary {

    private static final int MOST_DIGITS = 254;

    /** Adding this leaves a number's low 32 bits in the mantissa's. */
    private static final double TO_BITS = 6755399441055744.0;

    private BitLibrary() {}

    static LuaTable create() {
        LuaTable library = new LuaTable();
        Native.define(library, "tobit", args -> LuaValue.valueOf(bits(args, 1)));
        Native.define(library, "bnot", args -> LuaValue.valueOf(~bits(args, 1)));
        Native.define(library, "bswap", args -> LuaValue.valueOf(Integer.reverseBytes(bits(args, 1))));
        Native.define(library, "tohex", BitLibrary::toHex);
        fold(library, "band", (a, b) -> a & b);
        fold(library, "bor", (a, b) -> a | b);
        fold(library, "bxor", (a, b) -> a ^ b);
        shift(library, "lshift", (a, n) -> a << n);
        shift(library, "rshift", (a, n) -> a >>> n);
        shift(library, "arshift", (a, n) -> a >> n);
        shift(library, "rol", Integer::rotateLeft);
        shift(library, "ror", Integer::rotateRight);
        return library;
    }

    private static int bits(Varargs args, int index) {
        return (int) Double.doubleToRawLongBits(Args.number(args, index) + TO_BITS);
    }

    private static void fold(LuaTable library, String name, IntBinaryOperator operator) {
        Native.define(library, name, args -> {
            int result = bits(args, 1);
            for (int i = 2; i <= args.narg(); i++) {
                result = operator.applyAsInt(result, bits(args, i));
            }
            return LuaValue.valueOf(result);
        });
    }

    private static void shift(LuaTable library, String name, IntBinaryOperator operator) {
        Native.define(library, name, args -> LuaValue.valueOf(operator.applyAsInt(bits(args, 1), bits(args, 2) & 31)));
    }

    private static LuaValue toHex(Varargs args) {
        int value = bits(args, 1);
        int digits = args.narg() < 2 ? 8 : bits(args, 2);
        int count = (int) Math.min(MOST_DIGITS, Math.abs((long) digits));
        String text = String.format(digits < 0 ? "%08X" : "%08x", value);
        return LuaValue.valueOf(count <= 8 ? text.substring(8 - count) : "0".repeat(count - 8) + text);
    }
}
