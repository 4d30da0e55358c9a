package io.monaserver.script.binding;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.DataReader;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.Varargs;

/** The way of values between scripts and formats, with its limits and with what scripts say of their types. */
public final class LuaValues {

    /** The usual limits, and nobody who knows of types. */
    public static final LuaValues PLAIN = new LuaValues(Limits.DEFAULT, TypedObjects.UNKNOWN);

    /**
     * How much one conversion may take; beyond it a script gets an error.
     *
     * @param depth tables in tables
     * @param bytes of data read or written
     * @param references to tables that were there before
     */
    public record Limits(int depth, long bytes, int references) {

        /** What nobody honest needs more of. */
        public static final Limits DEFAULT = new Limits(128, 16 << 20, 1 << 16);
    }

    private final Limits limits;
    private final TypedObjects types;

    /** A way with these limits. */
    public LuaValues(Limits limits, TypedObjects types) {
        this.limits = limits;
        this.types = types;
    }

    /** All values in a format's own bytes. */
    public byte[] encode(Varargs values, DataFormat format) {
        try {
            DataEncoder encoder = format.newEncoder();
            new LuaReader(values, this).readAll(encoder);
            return checked(encoder.toBytes());
        } catch (DataFormatException refused) {
            throw new LuaError(format.name() + ": " + refused.getMessage());
        }
    }

    /** All values of a reader; what is malformed is an error of the script that wants them. */
    public Varargs decode(DataReader reader) {
        try {
            LuaWriter writer = new LuaWriter(this);
            reader.readAll(writer);
            return writer.values();
        } catch (DataFormatException malformed) {
            throw new LuaError(malformed.getMessage());
        }
    }

    /** All values in a format's own bytes; malformed ones are told by the exception. */
    public Varargs read(byte[] data, DataFormat format) {
        LuaWriter writer = new LuaWriter(this);
        format.newReader(checked(data)).readAll(writer);
        return writer.values();
    }

    private byte[] checked(byte[] data) {
        check("data", data.length, limits.bytes());
        return data;
    }

    void checkDepth(int depth) {
        check("tables nested", depth, limits.depth());
    }

    void checkReferences(int references) {
        check("references", references, limits.references());
    }

    TypedObjects types() {
        return types;
    }

    private static void check(String what, long actual, long most) {
        if (actual > most) {
            throw new LuaError(what + ": " + actual + " (expected: at most " + most + ")");
        }
    }
}
