package io.monaserver.script.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.amf.Amf0Format;
import io.monaserver.codec.amf.Amf3Format;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.codec.query.QueryFormat;
import io.monaserver.codec.xml.XmlFormat;
import io.monaserver.codec.xml.XmlRpcFormat;
import io.monaserver.testkit.RandomValues;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.TableCursor;
import org.luaj.vm2.Varargs;

/** Random values between Lua and the formats, and what is left of them when their bytes are broken. */
class LuaValuesTest {

    /** Typed values and dictionaries with keys of any kind are what only AMF3 can tell apart. */
    private static final RandomValues.Shape TREES = new RandomValues.Shape(false, false, true, false, true);

    static Stream<DataFormat> formats() {
        return Stream.of(
                Amf0Format.INSTANCE,
                Amf3Format.INSTANCE,
                JsonFormat.INSTANCE,
                XmlRpcFormat.INSTANCE,
                QueryFormat.INSTANCE,
                XmlFormat.INSTANCE);
    }

    @Test
    void tablesComeBackFromAmf3WithTheirReferences() {
        RandomValues.Shape shape = new RandomValues.Shape(true, false, true, true, true);
        for (long seed = 0; seed < 2000; seed++) {
            Varargs values = withoutHoles(random(seed, shape), Amf3Format.INSTANCE);

            Varargs again =
                    LuaValues.PLAIN.read(LuaValues.PLAIN.encode(values, Amf3Format.INSTANCE), Amf3Format.INSTANCE);

            assertThat(same(values, again)).as("seed %s", seed).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("treeFormats")
    void tablesWithoutReferencesComeBack(DataFormat format) {
        for (long seed = 0; seed < 2000; seed++) {
            Varargs values = withoutHoles(random(seed, TREES), format);

            Varargs again = LuaValues.PLAIN.read(LuaValues.PLAIN.encode(values, format), format);

            assertThat(same(values, again)).as("seed %s", seed).isTrue();
        }
    }

    static Stream<DataFormat> treeFormats() {
        return Stream.of(Amf0Format.INSTANCE, Amf3Format.INSTANCE, JsonFormat.INSTANCE, XmlRpcFormat.INSTANCE);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void brokenBytesGiveValuesOrTheFormatsOwnError(DataFormat format) {
        Random random = new Random(11);
        for (long seed = 0; seed < 2000; seed++) {
            byte[] data = bytes(seed, format);
            for (int i = random.nextInt(8); i >= 0 && data.length > 0; i--) {
                data[random.nextInt(data.length)] = (byte) random.nextInt(256);
            }
            try {
                LuaValues.PLAIN.encode(LuaValues.PLAIN.read(data, format), Amf3Format.INSTANCE);
            } catch (DataFormatException | LuaError expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }

    private static byte[] bytes(long seed, DataFormat format) {
        if (format == XmlFormat.INSTANCE) {
            return ("<?xml version='1.0'?><a b='" + seed + "'>text &amp; <c/><![CDATA[d]]><!-- e --></a>")
                    .getBytes(StandardCharsets.UTF_8);
        }
        DataEncoder encoder = format.newEncoder();
        RandomValues.write(seed, TREES, encoder);
        return encoder.toBytes();
    }

    /** A list with nil in it closes its ranks when it is written. */
    private static Varargs withoutHoles(Varargs values, DataFormat format) {
        return LuaValues.PLAIN.read(LuaValues.PLAIN.encode(values, format), format);
    }

    private static Varargs random(long seed, RandomValues.Shape shape) {
        LuaWriter writer = new LuaWriter(LuaValues.PLAIN);
        RandomValues.write(seed, shape, writer);
        return writer.values();
    }

    private static boolean same(Varargs left, Varargs right) {
        Map<LuaTable, LuaTable> seen = new IdentityHashMap<>();
        boolean equal = left.narg() == right.narg();
        for (int i = 1; equal && i <= left.narg(); i++) {
            equal = same(left.arg(i), right.arg(i), seen);
        }
        return equal;
    }

    private static boolean same(LuaValue left, LuaValue right, Map<LuaTable, LuaTable> seen) {
        if (!(left instanceof LuaTable table) || !(right instanceof LuaTable other)) {
            return left.raweq(right);
        }
        LuaTable known = seen.putIfAbsent(table, other);
        if (known != null) {
            return known.raweq(other);
        }
        int entries = 0;
        for (TableCursor entry = new TableCursor(table); entry.next(); ) {
            entries++;
            if (!same(entry.value(), other.rawget(entry.key()), seen)) {
                return false;
            }
        }
        for (TableCursor entry = new TableCursor(other); entry.next(); ) {
            entries--;
        }
        return entries == 0;
    }
}
