package io.monaserver.codec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text formats write them: the shortest decimal that reads back the same, in C's notation. */
public final class NumberText {

    /** Integers under this are exact and written plainly, without a detour. */
    private static final double MAX_PLAIN = 1e15;

    /** From this exponent on, and under -4, numbers have one: what C's {@code %.16g} does. */
    private static final int MAX_EXPONENT = 16;

    private static final int MIN_EXPONENT = -4;

    private NumberText() {}

    /** The number as text: {@code 7}, {@code -2.25}, {@code 1e-10}, {@code 1e+100}, {@code inf}, {@code nan}. */
    public static String format(double value) {
        long integer = (long) value;
        if (Math.abs(value) < MAX_PLAIN
                && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits((double) integer)) {
            return Long.toString(integer);
        }
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return value == 0 ? "-0" : formatDecimal(value);
    }

    private static String formatDecimal(double value) {
        BigDecimal decimal = shortest(value);
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        String sign = value < 0 ? "-" : "";
        if (exponent >= MIN_EXPONENT && exponent < MAX_EXPONENT) {
            return sign + decimal.abs().toPlainString();
        }
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String size = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : String.valueOf(Math.abs(exponent));
        return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + size;
    }

    /** Java before 19 gives a digit too many now and then. */
    private static BigDecimal shortest(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal shorter =
                decimal.round(new MathContext(Math.max(1, decimal.precision() - 1), RoundingMode.HALF_EVEN));
        return shorter.doubleValue() == value ? shorter.stripTrailingZeros() : decimal;
    }
}
