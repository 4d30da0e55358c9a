package io.monaserver.codec.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataWriter;
import io.monaserver.testkit.TextWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | ~~",
                "a=1 | { a: 1 end",
                "=1 | { : 1 end",
                "= | { : \"\" end",
                "& | \"\"",
                "a=1&b | { a: 1 end \"b\"",
                "b&a=1 | \"b\" { a: 1 end",
                "a=x+y | { a: \"x y\" end",
                "a=% | { a: \"%\" end",
                "a=%C3%A9 | { a: \"\u00e9\" end",
                "a=true&b=false&c=null | { a: true b: false c: null end",
                "5 | 5",
                "-1.5 | -1.5",
                "0x1f | \"0x1f\"",
                "1e-07 | \"1e-07\"",
                "a=2014-09-30T13:15:17Z | { a: @1412082917000 end",
                "a=1?b=2 | { a: \"1?b=2\" end",
                "a=1;b=2 | { a: \"1;b=2\" end",
                "a=1& | { a: 1 end",
                "x=1&y&z&w=2 | { x: 1 end \"y\" \"z\" { w: 2 end",
                "str%23ing | \"str#ing\"",
                "hello world | \"hello world\"",
            })
    void readsAs(String query, String text) {
        byte[] data = query.getBytes(StandardCharsets.UTF_8);

        assertThat(TextWriter.read(QueryFormat.INSTANCE.newReader(data))).isEqualTo(text.trim());
    }

    @Test
    void writesFlat() {
        assertThat(query(writer -> {
                    writer.beginObject("");
                    writer.writeKey("a b");
                    writer.writeString("x&y=z+/:'");
                    writer.writeKey("list");
                    writer.beginArray(2, false);
                    writer.writeNumber(1);
                    writer.writeNumber(2.5);
                    writer.end();
                    writer.writeKey("k");
                    writer.beginObject("T");
                    writer.writeKey("b");
                    writer.writeBoolean(true);
                    writer.end();
                    writer.writeKey("empty");
                    writer.beginArray(0, false);
                    writer.end();
                    writer.end();
                    writer.writeNull();
                }))
                .isEqualTo("a%20b=x%26y%3Dz%2B/:'&list=1&2.5&k&__type=T&b=true&empty&null");
    }

    @Test
    void cyclesEndAndRepeatedValuesAreWrittenAgain() {
        assertThat(query(writer -> {
                    writer.beginArray(2, true);
                    writer.writeKey("me");
                    writer.writeReference(0);
                    writer.writeNumber(1);
                    writer.writeNumber(2);
                    writer.end();
                }))
                .isEqualTo("me=null&1&2");
        assertThat(query(writer -> {
                    writer.beginObject("");
                    writer.writeKey("a");
                    writer.beginArray(2, false);
                    writer.writeNumber(1);
                    writer.writeNumber(2);
                    writer.end();
                    writer.writeKey("b");
                    writer.writeReference(1);
                    writer.end();
                }))
                .isEqualTo("a=1&2&b=1&2");
    }

    @Test
    void dictionariesKeepTextKeys() {
        assertThat(query(writer -> {
                    writer.beginDictionary(3, false);
                    writer.writeString("a");
                    writer.writeString("b");
                    writer.beginArray(1, false);
                    writer.writeNumber(1);
                    writer.end();
                    writer.writeString("dropped");
                    writer.writeBoolean(true);
                    writer.writeString("dropped");
                    writer.end();
                    writer.writeNumber(1e100);
                }))
                .isEqualTo("a=b&__size=3&1e%2B100");
    }

    @FuzzTest(maxDuration = "60s")
    void everythingIsAQuery(byte[] data) {
        DataEncoder encoder = QueryFormat.INSTANCE.newEncoder();
        QueryFormat.INSTANCE.newReader(data).readAll(encoder);
        encoder.toBytes();
    }

    private static String query(Consumer<DataWriter> values) {
        DataEncoder encoder = QueryFormat.INSTANCE.newEncoder();
        values.accept(encoder);
        return new String(encoder.toBytes(), StandardCharsets.UTF_8);
    }
}
