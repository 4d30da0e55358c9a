package org.luaj.vm2;

/** A number that is no 32-bit integer, negative zero included. */
public final class LuaDouble extends LuaNumber {

    /** Not a number. */
    public static final LuaDouble NAN = new LuaDouble(Double.NaN);

    /** Positive infinity. */
    public static final LuaDouble POSINF = new LuaDouble(Double.POSITIVE_INFINITY);

    /** Negative infinity. */
    public static final LuaDouble NEGINF = new LuaDouble(Double.NEGATIVE_INFINITY);

    /** Text of {@link #NAN}. */
    public static final String JSTR_NAN = "nan";

    /** Text of {@link #POSINF}. */
    public static final String JSTR_POSINF = "inf";

    /** Text of {@link #NEGINF}. */
    public static final String JSTR_NEGINF = "-inf";

    private static final LuaDouble NEGATIVE_ZERO = new LuaDouble(-0.0);

    final double v;

    private LuaDouble(double value) {
        v = value;
    }

    /** The number, as an integer where it is one. */
    public static LuaNumber valueOf(double value) {
        int integer = (int) value;
        if (integer != value) {
            return new LuaDouble(value);
        }
        return integer == 0 && 1 / value < 0 ? NEGATIVE_ZERO : LuaInteger.valueOf(integer);
    }

    /** Division of constants, see {@link LuaInteger#folded}. */
    public static LuaValue ddiv(double lhs, double rhs) {
        return LuaInteger.folded(lhs / rhs);
    }

    /** Division as the processor has it. */
    public static double ddiv_d(double lhs, double rhs) {
        return lhs / rhs;
    }

    /** Remainder of constants, see {@link LuaInteger#folded}. */
    public static LuaValue dmod(double lhs, double rhs) {
        return LuaInteger.folded(dmod_d(lhs, rhs));
    }

    /** Remainder with the sign of the divisor. */
    public static double dmod_d(double lhs, double rhs) {
        return lhs - Math.floor(lhs / rhs) * rhs;
    }

    /** Zeros are equal keys. */
    private static double key(double value) {
        return value == 0 ? 0.0 : value;
    }

    @Override
    public int hashCode() {
        if (v == 0) {
            return 0;
        }
        long bits = Double.doubleToLongBits(v);
        return (int) (bits >> 32) * 31 + (int) bits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LuaNumber && key(((LuaNumber) other).todouble()) == key(v);
    }

    @Override
    public boolean isinttype() {
        return v == 0;
    }

    @Override
    public boolean islong() {
        return v == (long) v;
    }

    @Override
    public boolean isint() {
        return v == (int) v;
    }

    @Override
    public byte tobyte() {
        return (byte) (long) v;
    }

    @Override
    public char tochar() {
        return (char) (long) v;
    }

    @Override
    public double todouble() {
        return v;
    }

    @Override
    public float tofloat() {
        return (float) v;
    }

    @Override
    public int toint() {
        return (int) (long) v;
    }

    @Override
    public long tolong() {
        return (long) v;
    }

    @Override
    public short toshort() {
        return (short) (long) v;
    }

    @Override
    public double optdouble(double fallback) {
        return v;
    }

    @Override
    public int optint(int fallback) {
        return toint();
    }

    @Override
    public LuaInteger optinteger(LuaInteger fallback) {
        return checkinteger();
    }

    @Override
    public long optlong(long fallback) {
        return (long) v;
    }

    @Override
    public LuaInteger checkinteger() {
        return LuaInteger.valueOf(toint());
    }

    @Override
    public int checkint() {
        return toint();
    }

    @Override
    public long checklong() {
        return (long) v;
    }

    @Override
    public LuaNumber checknumber() {
        return this;
    }

    @Override
    public double checkdouble() {
        return v;
    }

    @Override
    public LuaNumber optnumber(LuaNumber fallback) {
        return this;
    }

    @Override
    public LuaValue tonumber() {
        return this;
    }

    @Override
    public boolean isnumber() {
        return true;
    }

    @Override
    public boolean isstring() {
        return true;
    }

    @Override
    public boolean isvalidkey() {
        return !Double.isNaN(v);
    }

    @Override
    public String tojstring() {
        return NumberText.of(v);
    }

    @Override
    public LuaString strvalue() {
        return NumberText.utf8(tojstring());
    }

    @Override
    public LuaString optstring(LuaString fallback) {
        return strvalue();
    }

    @Override
    public LuaValue tostring() {
        return strvalue();
    }

    @Override
    public String optjstring(String fallback) {
        return tojstring();
    }

    @Override
    public String checkjstring() {
        return tojstring();
    }

    @Override
    public LuaString checkstring() {
        return strvalue();
    }

    @Override
    public LuaValue neg() {
        // Of constants only, and there NaN means a negative zero.
        return Double.isNaN(v) ? LuaInteger.valueOf(0) : LuaInteger.folded(-v);
    }

    @Override
    public LuaValue eq(LuaValue other) {
        return eq_b(other) ? TRUE : FALSE;
    }

    @Override
    public boolean eq_b(LuaValue other) {
        return other.raweq(v);
    }

    @Override
    public boolean raweq(LuaValue other) {
        return other.raweq(v);
    }

    @Override
    public boolean raweq(double other) {
        return v == other;
    }

    @Override
    public boolean raweq(int other) {
        return v == other;
    }

    @Override
    public LuaValue add(LuaValue rhs) {
        return rhs.add(v);
    }

    @Override
    public LuaValue add(double lhs) {
        return LuaInteger.folded(lhs + v);
    }

    @Override
    public LuaValue sub(LuaValue rhs) {
        return rhs.subFrom(v);
    }

    @Override
    public LuaValue sub(double rhs) {
        return LuaInteger.folded(v - rhs);
    }

    @Override
    public LuaValue sub(int rhs) {
        return LuaInteger.folded(v - rhs);
    }

    @Override
    public LuaValue subFrom(double lhs) {
        return LuaInteger.folded(lhs - v);
    }

    @Override
    public LuaValue mul(LuaValue rhs) {
        return rhs.mul(v);
    }

    @Override
    public LuaValue mul(double lhs) {
        return LuaInteger.folded(lhs * v);
    }

    @Override
    public LuaValue mul(int lhs) {
        return LuaInteger.folded(lhs * v);
    }

    @Override
    public LuaValue pow(LuaValue rhs) {
        return rhs.powWith(v);
    }

    @Override
    public LuaValue pow(double rhs) {
        return LuaInteger.folded(Operators.power(v, rhs));
    }

    @Override
    public LuaValue pow(int rhs) {
        return LuaInteger.folded(Operators.power(v, rhs));
    }

    @Override
    public LuaValue powWith(double lhs) {
        return LuaInteger.folded(Operators.power(lhs, v));
    }

    @Override
    public LuaValue powWith(int lhs) {
        return LuaInteger.folded(Operators.power(lhs, v));
    }

    @Override
    public LuaValue div(LuaValue rhs) {
        return rhs.divInto(v);
    }

    @Override
    public LuaValue div(double rhs) {
        return ddiv(v, rhs);
    }

    @Override
    public LuaValue div(int rhs) {
        return ddiv(v, rhs);
    }

    @Override
    public LuaValue divInto(double lhs) {
        return ddiv(lhs, v);
    }

    @Override
    public LuaValue mod(LuaValue rhs) {
        return rhs.modFrom(v);
    }

    @Override
    public LuaValue mod(double rhs) {
        return dmod(v, rhs);
    }

    @Override
    public LuaValue mod(int rhs) {
        return dmod(v, rhs);
    }

    @Override
    public LuaValue modFrom(double lhs) {
        return dmod(lhs, v);
    }

    @Override
    public boolean lt_b(LuaValue rhs) {
        return rhs.gt_b(v);
    }

    @Override
    public boolean lt_b(int rhs) {
        return v < rhs;
    }

    @Override
    public boolean lt_b(double rhs) {
        return v < rhs;
    }

    @Override
    public boolean lteq_b(LuaValue rhs) {
        return rhs.gteq_b(v);
    }

    @Override
    public boolean lteq_b(int rhs) {
        return v <= rhs;
    }

    @Override
    public boolean lteq_b(double rhs) {
        return v <= rhs;
    }

    @Override
    public boolean gt_b(LuaValue rhs) {
        return rhs.lt_b(v);
    }

    @Override
    public boolean gt_b(int rhs) {
        return v > rhs;
    }

    @Override
    public boolean gt_b(double rhs) {
        return v > rhs;
    }

    @Override
    public boolean gteq_b(LuaValue rhs) {
        return rhs.lteq_b(v);
    }

    @Override
    public boolean gteq_b(int rhs) {
        return v >= rhs;
    }

    @Override
    public boolean gteq_b(double rhs) {
        return v >= rhs;
    }
}
