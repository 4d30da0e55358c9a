package io.monaserver.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.DataWriter;
import io.monaserver.codec.Discard;
import io.monaserver.testkit.RandomValues;
import io.monaserver.testkit.TextWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | ~~",
                "~  ~ | ~~",
                "[null,true,false] | null true false",
                "[-1, 1.5, 1e3, -0, 0.1E-2] | -1 1.5 1000 -0.0 0.001",
                "[9007199254740993] | 9007199254740992",
                "[\"a\\\"b\\u00e9\"] | \"a\"b\u00e9\"",
                "[\t1 , 2 ] | 1 2",
                "{\"a\":1,\"b\":2} | { a: 1 b: 2 end",
                "1 | 1",
                "\"a\" | \"a\"",
                "[[1,2],{\"x\":[3]}] | 2[ 1 2 end { x: 1[ 3 end end",
                "[{}] | { end",
                "[[],[[]]] | 0[ end 1[ 0[ end end",
                "[{\"__type\":\"Foo\",\"a\":1}] | Foo{ a: 1 end",
                "[{\"a\":1,\"__type\":\"Foo\"}] | { a: 1 __type: \"Foo\" end",
                "[{\"__raw\":\"YWI=\"}] | <6162>",
                "[{\"__raw\":\"YWI=\",\"x\":[{\"y\":[1]}]},[2]] | <6162> 1[ 2 end",
                "[{\"__raw\":\"no base64!\"}] | { __raw: \"no base64!\" end",
                "[{\"__raw\":true}] | { __raw: true end",
                "[\"2014-09-30T13:15:17.5Z\"] | @1412082917500",
                "[\"2014-09-30T13:15:17\"] | @1412082917000",
                "[\"2014-09-30T15:15:17+02:00\"] | @1412082917000",
                "[\"2014-09-30\"] | @1412035200000",
                "[\"2014-13-30\"] | \"2014-13-30\"",
                "[\"1-1-1\",\"12:30:00\"] | \"1-1-1\" \"12:30:00\"",
            })
    void readsAs(String json, String text) {
        byte[] data = json.getBytes(StandardCharsets.UTF_8);

        assertThat(TextWriter.read(JsonFormat.INSTANCE.newReader(data))).isEqualTo(text.trim());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,2]]",
                "[1,,2]",
                "]",
                "[\"a]",
                "[[1,2]",
                "[{]}",
                "{a:1}",
                "[0x10]",
                "[.5]",
                "[1.]",
                "[nul]",
                "[NaN]",
                "[1 2]",
                "[] []",
                "{\"a\":}",
                "[TRUE]",
                "hello"
            })
    void malformedTextGivesNothing(String json) {
        TextWriter writer = new TextWriter();
        var reader = JsonFormat.INSTANCE.newReader(json.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> reader.readAll(writer)).isInstanceOf(DataFormatException.class);
        assertThat(writer.toString()).isEmpty();
    }

    @Test
    void nestingIsBounded() {
        assertThat(JsonFormat.INSTANCE
                        .newReader(("[".repeat(129) + "]".repeat(129)).getBytes(StandardCharsets.UTF_8))
                        .readAll(Discard.INSTANCE))
                .isEqualTo(1);
        var reader = JsonFormat.INSTANCE.newReader("[".repeat(200).getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> reader.readAll(Discard.INSTANCE)).isInstanceOf(DataFormatException.class);
    }

    @Test
    void writesAsTheOriginalDoes() {
        assertThat(json(writer -> {})).isEqualTo("[]");
        assertThat(json(writer -> {
                    writer.beginArray(2, true);
                    writer.writeKey("p");
                    writer.writeString("q");
                    writer.writeNumber(1);
                    writer.writeNull();
                    writer.end();
                    writer.writeNumber(1e20);
                }))
                .isEqualTo("[[{\"p\":\"q\"},1,null],1e+20]");
        assertThat(json(writer -> {
                    writer.beginObject("T");
                    writer.writeKey("k");
                    writer.beginObject("");
                    writer.writeKey("b");
                    writer.writeBoolean(true);
                    writer.end();
                    writer.end();
                    writer.writeDate(1412082917123L);
                    writer.writeBytes(new byte[] {'a', 'b'}, 0, 2);
                }))
                .isEqualTo("[{\"__type\":\"T\",\"k\":{\"b\":true}},\"2014-09-30T13:15:17.123+00:00\","
                        + "{\"__raw\":\"YWI=\"}]");
    }

    @Test
    void escapesAndReplaces() {
        assertThat(json(writer -> writer.writeString("a\"b\\c/\n\r\t\u0001\u00e9")))
                .isEqualTo("[\"a\\\"b\\\\c/\\n\\r\\t\\u0001\u00e9\"]");
        assertThat(json(writer -> writer.writeString(new byte[] {'c', (byte) 0xE9}, 0, 2)))
                .isEqualTo("[\"c\ufffd\"]");
        assertThat(json(writer -> writer.writeNumber(Double.NaN))).isEqualTo("[null]");
    }

    @Test
    void repeatedValuesAreWrittenAgainAndCyclesEnd() {
        assertThat(json(writer -> {
                    writer.beginArray(3, false);
                    writer.writeDate(1000);
                    writer.writeReference(1);
                    writer.writeReference(0);
                    writer.end();
                    writer.writeReference(0);
                }))
                .isEqualTo("[[\"1970-01-01T00:00:01.000+00:00\",\"1970-01-01T00:00:01.000+00:00\",null],"
                        + "[\"1970-01-01T00:00:01.000+00:00\",\"1970-01-01T00:00:01.000+00:00\",null]]");
    }

    @Test
    void dictionariesBecomeObjects() {
        assertThat(json(writer -> {
                    writer.beginDictionary(5, false);
                    writer.writeString("a");
                    writer.writeNumber(1);
                    writer.writeBoolean(true);
                    writer.writeNumber(2);
                    writer.beginArray(1, false);
                    writer.writeNumber(9);
                    writer.end();
                    writer.beginObject("");
                    writer.writeKey("x");
                    writer.writeNumber(3);
                    writer.end();
                    writer.writeNumber(7);
                    writer.writeNumber(4);
                    writer.writeKey("k");
                    writer.writeNumber(5);
                    writer.end();
                    writer.writeNumber(6);
                }))
                .isEqualTo("[{\"a\":1,\"7\":4,\"k\":5,\"__size\":5},6]");
    }

    @Test
    void repetitionIsBounded() {
        DataEncoder encoder = JsonFormat.INSTANCE.newEncoder();
        encoder.writeBytes(new byte[1000], 0, 1000);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 40; i++) {
                        encoder.beginArray(2, false);
                        encoder.writeReference(i);
                        encoder.writeReference(i);
                        encoder.end();
                    }
                })
                .isInstanceOf(DataFormatException.class)
                .hasMessageStartingWith("JSON repeated values: ");
    }

    @Test
    void whatIsWrittenIsRead() {
        var shape = new RandomValues.Shape(false, false, true, false, true);
        for (int seed = 0; seed < 1000; seed++) {
            TextWriter expected = new TextWriter();
            RandomValues.write(seed, shape, expected);
            DataEncoder encoder = JsonFormat.INSTANCE.newEncoder();
            RandomValues.write(seed, shape, encoder);

            assertThat(TextWriter.read(JsonFormat.INSTANCE.newReader(encoder.toBytes())))
                    .as("seed %d", seed)
                    .isEqualTo(expected.toString());
        }
    }

    @FuzzTest(maxDuration = "60s")
    void readsOrRefuses(byte[] data) {
        DataEncoder encoder = JsonFormat.INSTANCE.newEncoder();
        try {
            JsonFormat.INSTANCE.newReader(data).readAll(encoder);
        } catch (DataFormatException expected) {
            return;
        }
        JsonFormat.INSTANCE.newReader(encoder.toBytes()).readAll(Discard.INSTANCE);
    }

    private static String json(Consumer<DataWriter> values) {
        DataEncoder encoder = JsonFormat.INSTANCE.newEncoder();
        values.accept(encoder);
        return new String(encoder.toBytes(), StandardCharsets.UTF_8);
    }
}
