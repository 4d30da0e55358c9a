package io.monaserver.script.lua;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.luaj.vm2.CallMonitor;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/** One run of {@code string.format}, with C's meaning of flags, width and precision. */
final class StringFormat {

    /** Hexadecimal digits after the point of a number. */
    private static final int MANTISSA_DIGITS = 13;

    private static final String FLAGS = "-+ #0";

    private final CallMonitor monitor;
    private final Varargs args;
    private final LuaString format;
    private final ByteBuilder result;
    private int argument = 1;

    /** One conversion: its flags, width (0 for none) and precision (-1 for none). */
    private record Spec(String flags, int width, int precision, int kind) {

        boolean has(char flag) {
            return flags.indexOf(flag) >= 0;
        }
    }

    StringFormat(CallMonitor monitor, Varargs args) {
        this.monitor = monitor;
        this.args = args;
        this.format = Args.string(args, 1);
        this.result = new ByteBuilder(monitor);
    }

    LuaString format() {
        int i = 0;
        while (i < format.m_length) {
            int c = Strings.at(format, i++);
            if (c != '%') {
                result.append(c);
            } else if (i < format.m_length && Strings.at(format, i) == '%') {
                result.append('%');
                i++;
            } else {
                i = convert(i);
            }
        }
        return result.build();
    }

    private int convert(int from) {
        int i = from;
        StringBuilder flags = new StringBuilder();
        while (i < format.m_length && FLAGS.indexOf(Strings.at(format, i)) >= 0) {
            flags.append((char) Strings.at(format, i++));
        }
        int widthStart = i;
        int width = 0;
        while (i < format.m_length && isDigit(Strings.at(format, i)) && i - widthStart < 2) {
            width = width * 10 + Strings.at(format, i++) - '0';
        }
        int precision = -1;
        if (i < format.m_length && Strings.at(format, i) == '.') {
            int precisionStart = ++i;
            precision = 0;
            while (i < format.m_length && isDigit(Strings.at(format, i)) && i - precisionStart < 2) {
                precision = precision * 10 + Strings.at(format, i++) - '0';
            }
        }
        int kind = i < format.m_length ? Strings.at(format, i) : 0;
        if (!write(new Spec(flags.toString(), width, precision, kind))) {
            int end = Math.min(format.m_length, i + 1);
            throw new LuaError("invalid option '%" + Strings.part(format, from, end) + "' to 'format'");
        }
        return i + 1;
    }

    private boolean write(Spec spec) {
        switch (spec.kind) {
            case 'c' -> pad(spec, new byte[] {(byte) Args.integer(args, ++argument)});
            case 'd', 'i' -> integer(spec, Args.whole(args, ++argument));
            case 'u' -> unsigned(spec, Long.toUnsignedString(Args.whole(args, ++argument)), "");
            case 'o' -> unsigned(spec, Long.toOctalString(Args.whole(args, ++argument)), "0");
            case 'x' -> unsigned(spec, Long.toHexString(Args.whole(args, ++argument)), "0x");
            case 'X' ->
                unsigned(spec, Long.toHexString(Args.whole(args, ++argument)).toUpperCase(Locale.ROOT), "0X");
            case 'a', 'A', 'e', 'E', 'f', 'F', 'g', 'G' -> decimal(spec, Args.number(args, ++argument));
            case 'q' -> quote(Args.string(args, ++argument));
            case 's' -> text(spec);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void text(Spec spec) {
        LuaString text = BaseLibrary.text(Args.any(args, ++argument)).strvalue();
        if (spec.precision < 0 && spec.width == 0) {
            result.append(text);
            return;
        }
        int length = spec.precision < 0 ? text.m_length : Math.min(spec.precision, text.m_length);
        pad(spec, Strings.bytes(Strings.part(text, 0, length)));
    }

    private void quote(LuaString text) {
        result.append('"');
        for (int i = 0; i < text.m_length; i++) {
            int c = Strings.at(text, i);
            if (c == '"' || c == '\\' || c == '\n') {
                result.append('\\').append(c);
            } else if (c < 32 || c == 127) {
                boolean digitFollows = i + 1 < text.m_length && isDigit(Strings.at(text, i + 1));
                result.append('\\').append(digitFollows ? String.format("%03d", c) : Integer.toString(c));
            } else {
                result.append(c);
            }
        }
        result.append('"');
    }

    private void integer(Spec spec, long value) {
        String digits = value == Long.MIN_VALUE ? "9223372036854775808" : Long.toString(Math.abs(value));
        number(spec, sign(spec, value < 0), minimum(spec, digits), spec.precision < 0);
    }

    private void unsigned(Spec spec, String digits, String prefix) {
        boolean prefixed = spec.has('#') && !digits.equals("0");
        number(spec, prefixed ? prefix : "", minimum(spec, digits), spec.precision < 0);
    }

    private static String minimum(Spec spec, String digits) {
        if (spec.precision == 0 && digits.equals("0")) {
            return "";
        }
        return "0".repeat(Math.max(0, spec.precision - digits.length())) + digits;
    }

    private void decimal(Spec spec, double value) {
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        String sign = Double.isNaN(value) ? spec.has(' ') ? " " : "" : sign(spec, negative);
        boolean upper = Character.isUpperCase(spec.kind);
        double magnitude = Math.abs(value);
        String body;
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            body = Double.isNaN(value) ? "nan" : "inf";
        } else {
            body = switch (spec.kind | 0x20) {
                case 'e' -> exponential(magnitude, spec.precision < 0 ? 6 : spec.precision, spec.has('#'));
                case 'f' -> fixed(magnitude, spec.precision < 0 ? 6 : spec.precision, spec.has('#'));
                case 'g' -> general(magnitude, spec.precision, spec.has('#'));
                default -> hexadecimal(magnitude, spec.precision);
            };
        }
        boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
        number(spec, sign, upper ? body.toUpperCase(Locale.ROOT) : body, finite);
    }

    private static String fixed(double value, int precision, boolean alternative) {
        String text = new BigDecimal(value)
                .setScale(precision, RoundingMode.HALF_EVEN)
                .toPlainString();
        return alternative && precision == 0 ? text + "." : text;
    }

    private static String exponential(double value, int precision, boolean alternative) {
        if (value == 0) {
            String zeros = precision == 0 ? alternative ? "0." : "0" : "0." + "0".repeat(precision);
            return zeros + "e+00";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        StringBuilder digits = new StringBuilder(rounded.unscaledValue().toString());
        while (digits.length() <= precision) {
            digits.append('0');
        }
        digits.setLength(precision + 1);
        if (precision > 0 || alternative) {
            digits.insert(1, '.');
        }
        int size = Math.abs(exponent);
        return digits + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }

    private static String general(double value, int wanted, boolean alternative) {
        int precision = wanted < 0 ? 6 : Math.max(1, wanted);
        int exponent = 0;
        if (value != 0) {
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(precision, RoundingMode.HALF_EVEN));
            exponent = rounded.precision() - rounded.scale() - 1;
        }
        boolean scientific = exponent < -4 || exponent >= precision;
        String text = scientific
                ? exponential(value, precision - 1, alternative)
                : fixed(value, precision - 1 - exponent, alternative);
        if (alternative || text.indexOf('.') < 0) {
            return text;
        }
        int mark = scientific ? text.indexOf('e') : text.length();
        int end = mark;
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        if (text.charAt(end - 1) == '.') {
            end--;
        }
        return text.substring(0, end) + text.substring(mark);
    }

    private static String hexadecimal(double value, int precision) {
        String text = precision < 0 || precision >= MANTISSA_DIGITS || value < Double.MIN_NORMAL
                ? Double.toHexString(value).replace(".0p", "p")
                : roundedHexadecimal(value, precision);
        int exponent = text.indexOf('p') + 1;
        return text.charAt(exponent) == '-' ? text : text.substring(0, exponent) + "+" + text.substring(exponent);
    }

    /** Rounding may make the digit before the point a two. */
    private static String roundedHexadecimal(double value, int precision) {
        int dropped = 4 * (MANTISSA_DIGITS - precision);
        long mantissa = (Double.doubleToLongBits(value) & ((1L << 52) - 1)) | (1L << 52);
        long kept = mantissa >>> dropped;
        long rest = mantissa & ((1L << dropped) - 1);
        long half = 1L << (dropped - 1);
        if (rest > half || (rest == half && (kept & 1) != 0)) {
            kept++;
        }
        long whole = kept >>> (4 * precision);
        String digits = Long.toHexString(kept & ((1L << (4 * precision)) - 1));
        String fraction = precision == 0 ? "" : "." + "0".repeat(precision - digits.length()) + digits;
        return "0x" + whole + fraction + "p" + Math.getExponent(value);
    }

    private static String sign(Spec spec, boolean negative) {
        return negative ? "-" : spec.has('+') ? "+" : spec.has(' ') ? " " : "";
    }

    private void number(Spec spec, String sign, String digits, boolean zerosAllowed) {
        int missing = spec.width - sign.length() - digits.length();
        String body = spec.has('0') && zerosAllowed && !spec.has('-') && missing > 0
                ? sign + "0".repeat(missing) + digits
                : sign + digits;
        pad(spec, body.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    private void pad(Spec spec, byte[] body) {
        monitor.step();
        int missing = Math.max(0, spec.width - body.length);
        if (!spec.has('-')) {
            result.append(" ".repeat(missing));
        }
        result.append(body, 0, body.length);
        if (spec.has('-')) {
            result.append(" ".repeat(missing));
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
