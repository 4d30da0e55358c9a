package org.luaj.vm2;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Numbers to text and back as C's {@code %.14g} and {@code strtod} have it. */
public final class NumberText {

    private static final MathContext FOURTEEN = new MathContext(14, RoundingMode.HALF_EVEN);

    /** Below this every integer has at most 14 digits. */
    private static final double INTEGER_LIMIT = 1e14;

    private static final int MAX_EXPONENT = 1 << 20;
    private static final int MAX_EXPONENT_DIGITS = 18;

    private NumberText() {}

    /** Text as Lua has it: UTF-8 bytes. */
    public static LuaString utf8(String text) {
        return LuaString.valueUsing(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of a number, 14 significant digits. */
    public static String of(double value) {
        if (value == (long) value && Math.abs(value) < INTEGER_LIMIT) {
            return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
        }
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return general(new BigDecimal(value).round(FOURTEEN), 14);
    }

    /** A rounded number in the shorter of fixed and exponent form, without trailing zeros. */
    private static String general(BigDecimal rounded, int precision) {
        int exponent = rounded.precision() - rounded.scale() - 1;
        String digits = rounded.unscaledValue().abs().toString();
        int end = digits.length();
        while (end > 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        digits = digits.substring(0, end);
        StringBuilder text = new StringBuilder(24);
        if (rounded.signum() < 0) {
            text.append('-');
        }
        if (exponent < -4 || exponent >= precision) {
            return exponential(text, digits, exponent);
        }
        return fixed(text, digits, exponent);
    }

    private static String exponential(StringBuilder text, String digits, int exponent) {
        text.append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        int magnitude = Math.abs(exponent);
        if (magnitude < 10) {
            text.append('0');
        }
        return text.append(magnitude).toString();
    }

    private static String fixed(StringBuilder text, String digits, int exponent) {
        if (exponent < 0) {
            return text.append("0.")
                    .append("0".repeat(-exponent - 1))
                    .append(digits)
                    .toString();
        }
        int whole = exponent + 1;
        if (digits.length() <= whole) {
            return text.append(digits)
                    .append("0".repeat(whole - digits.length()))
                    .toString();
        }
        return text.append(digits, 0, whole)
                .append('.')
                .append(digits, whole, digits.length())
                .toString();
    }

    /** The number in a text, spaces around it allowed, or null where it is none. */
    public static Double parse(byte[] bytes, int offset, int length) {
        int from = offset;
        int to = offset + length;
        while (from < to && isSpace(bytes[from])) {
            from++;
        }
        while (to > from && isSpace(bytes[to - 1])) {
            to--;
        }
        if (from == to) {
            return null;
        }
        boolean negative = bytes[from] == '-';
        int body = negative || bytes[from] == '+' ? from + 1 : from;
        Double magnitude = parseMagnitude(bytes, body, to);
        return magnitude == null ? null : (Double) (negative ? -magnitude : magnitude);
    }

    private static Double parseMagnitude(byte[] bytes, int from, int to) {
        if (to - from > 2 && bytes[from] == '0' && (bytes[from + 1] | 0x20) == 'x') {
            return parseHex(bytes, from + 2, to);
        }
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (text.equalsIgnoreCase("inf") || text.equalsIgnoreCase("infinity")) {
            return Double.POSITIVE_INFINITY;
        }
        if (text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        return isDecimal(text) ? Double.valueOf(text) : null;
    }

    /** Java also takes suffixes and hexadecimal here, which Lua does not. */
    private static boolean isDecimal(String text) {
        int digits = 0;
        int i = 0;
        int n = text.length();
        boolean point = false;
        for (; i < n && (isDigit(text.charAt(i)) || !point && text.charAt(i) == '.'); i++) {
            point |= text.charAt(i) == '.';
            digits += text.charAt(i) == '.' ? 0 : 1;
        }
        if (digits == 0) {
            return false;
        }
        if (i < n && (text.charAt(i) | 0x20) == 'e') {
            i++;
            if (i < n && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
                i++;
            }
            int start = i;
            while (i < n && isDigit(text.charAt(i))) {
                i++;
            }
            return i == n && i > start && isExponent(text.substring(start));
        }
        return i == n;
    }

    /** LuaJIT takes no number with an exponent of more than 20 bits. */
    private static boolean isExponent(String digits) {
        return digits.length() <= MAX_EXPONENT_DIGITS && Long.parseLong(digits) < MAX_EXPONENT;
    }

    private static Double parseHex(byte[] bytes, int from, int to) {
        double mantissa = 0;
        int exponent = 0;
        int digits = 0;
        boolean point = false;
        int i = from;
        for (; i < to; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit >= 0) {
                mantissa = mantissa * 16 + digit;
                exponent -= point ? 4 : 0;
                digits++;
            } else if (bytes[i] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return null;
        }
        if (i == to) {
            return Math.scalb(mantissa, exponent);
        }
        if ((bytes[i] | 0x20) != 'p') {
            return null;
        }
        Integer power = parseExponent(bytes, i + 1, to);
        return power == null ? null : (Double) Math.scalb(mantissa, exponent + power);
    }

    private static Integer parseExponent(byte[] bytes, int from, int to) {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
            i++;
        }
        if (i == to) {
            return null;
        }
        int value = 0;
        for (; i < to; i++) {
            if (!isDigit((char) bytes[i])) {
                return null;
            }
            value = Math.min(100_000, value * 10 + bytes[i] - '0');
        }
        return negative ? -value : value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b >= 9 && b <= 13;
    }
}
