package org.luaj.vm2;

/** A number that is a 32-bit integer. */
public final class LuaInteger extends LuaNumber {

    private static final int CACHED = 256;
    private static final LuaInteger[] CACHE = new LuaInteger[2 * CACHED];

    static {
        for (int i = 0; i < CACHE.length; i++) {
            CACHE[i] = new LuaInteger(i - CACHED);
        }
    }

    /** The value. */
    public final int v;

    LuaInteger(int value) {
        v = value;
    }

    /** The number. */
    public static LuaInteger valueOf(int value) {
        return value >= -CACHED && value < CACHED ? CACHE[value + CACHED] : new LuaInteger(value);
    }

    /** The number, as a double where it does not fit. */
    public static LuaNumber valueOf(long value) {
        int integer = (int) value;
        return integer == value ? valueOf(integer) : LuaDouble.valueOf(value);
    }

    /** The hash code of a number. */
    public static int hashCode(int value) {
        return value;
    }

    /**
     * The result of an operation on constants: the compiler asks for it, running code does not come here. Its constants
     * cannot be negative zeros, so NaN stands for them until the compiler is done.
     */
    static LuaNumber folded(double value) {
        return value == 0 && 1 / value < 0 ? LuaDouble.NAN : LuaDouble.valueOf(value);
    }

    @Override
    public int hashCode() {
        return v;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LuaInteger && ((LuaInteger) other).v == v;
    }

    @Override
    public boolean isint() {
        return true;
    }

    @Override
    public boolean isinttype() {
        return true;
    }

    @Override
    public boolean islong() {
        return true;
    }

    @Override
    public byte tobyte() {
        return (byte) v;
    }

    @Override
    public char tochar() {
        return (char) v;
    }

    @Override
    public double todouble() {
        return v;
    }

    @Override
    public float tofloat() {
        return v;
    }

    @Override
    public int toint() {
        return v;
    }

    @Override
    public long tolong() {
        return v;
    }

    @Override
    public short toshort() {
        return (short) v;
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
        return this;
    }

    @Override
    public long optlong(long fallback) {
        return v;
    }

    @Override
    public LuaInteger checkinteger() {
        return this;
    }

    @Override
    public int checkint() {
        return toint();
    }

    @Override
    public long checklong() {
        return v;
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
        return true;
    }

    @Override
    public String tojstring() {
        return Integer.toString(v);
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
        return folded(-(double) v);
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
        return folded(lhs + v);
    }

    @Override
    public LuaValue sub(LuaValue rhs) {
        return rhs.subFrom(v);
    }

    @Override
    public LuaValue sub(double rhs) {
        return folded((double) v - rhs);
    }

    @Override
    public LuaValue sub(int rhs) {
        return folded((double) v - rhs);
    }

    @Override
    public LuaValue subFrom(double lhs) {
        return folded(lhs - v);
    }

    @Override
    public LuaValue mul(LuaValue rhs) {
        return rhs.mul(v);
    }

    @Override
    public LuaValue mul(double lhs) {
        return folded(lhs * v);
    }

    @Override
    public LuaValue mul(int lhs) {
        return folded((double) lhs * v);
    }

    @Override
    public LuaValue pow(LuaValue rhs) {
        return rhs.powWith(v);
    }

    @Override
    public LuaValue pow(double rhs) {
        return folded(Operators.power(v, rhs));
    }

    @Override
    public LuaValue pow(int rhs) {
        return folded(Operators.power(v, rhs));
    }

    @Override
    public LuaValue powWith(double lhs) {
        return folded(Operators.power(lhs, v));
    }

    @Override
    public LuaValue powWith(int lhs) {
        return folded(Operators.power(lhs, v));
    }

    @Override
    public LuaValue div(LuaValue rhs) {
        return rhs.divInto(v);
    }

    @Override
    public LuaValue div(double rhs) {
        return LuaDouble.ddiv(v, rhs);
    }

    @Override
    public LuaValue div(int rhs) {
        return LuaDouble.ddiv(v, rhs);
    }

    @Override
    public LuaValue divInto(double lhs) {
        return LuaDouble.ddiv(lhs, v);
    }

    @Override
    public LuaValue mod(LuaValue rhs) {
        return rhs.modFrom(v);
    }

    @Override
    public LuaValue mod(double rhs) {
        return LuaDouble.dmod(v, rhs);
    }

    @Override
    public LuaValue mod(int rhs) {
        return LuaDouble.dmod(v, rhs);
    }

    @Override
    public LuaValue modFrom(double lhs) {
        return LuaDouble.dmod(lhs, v);
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
