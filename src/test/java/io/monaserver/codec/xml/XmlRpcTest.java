package io.monaserver.codec.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.DataWriter;
import io.monaserver.testkit.RandomValues;
import io.monaserver.testkit.TextWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmlRpcTest {

    private static final RandomValues.Shape PLAIN = new RandomValues.Shape(false, false, true, false, true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<int>5</int> | 5",
                "<i4> -7 </i4> | -7",
                "<int>+7</int> | null",
                "<double>1e+300</double> | 1.0E300",
                "<boolean>1</boolean> | true",
                "<string>&lt;&#233;&#xe9;&amp;&other;</string> | \"<\u00e9\u00e9&&other;\"",
                "<string><![CDATA[<a> ]]></string> | \"<a> \"",
                "bare | \"bare\"",
                "~~ | null",
                "<base64>YW I</base64> | <6162>",
                "<dateTime.iso8601>19980717T14:08:55</dateTime.iso8601> | @900684535000",
                "<dateTime.iso8601>yesterday</dateTime.iso8601> | null",
                "<struct type=\"T\"><member><name>a</name><value/></member></struct> | T{ a: null end",
                "<array><data><value><int>1</int></value><value>x</value></data></array> | 2[ 1 \"x\" end",
            })
    void readsValues(String xml, String text) {
        String response = "<?xml version='1.0'?>\n<methodResponse><params><param><value>" + xml.replace("~", "")
                + "</value></param></params></methodResponse>";

        assertThat(read(response)).isEqualTo(text);
    }

    @Test
    void aCallsNameIsItsFirstValue() {
        assertThat(read("<methodCall><methodName>m</methodName></methodCall>")).isEqualTo("\"m\"");
        assertThat(read("<methodCall><methodName>m</methodName><params><param><value><int>1</int></value></param>"
                        + "</params></methodCall>"))
                .isEqualTo("\"m\" 1");
        assertThat(read("<html/>")).isEmpty();
    }

    @Test
    void whatHasNoNameInAStructIsLeftOut() {
        assertThat(write(writer -> {
                    writer.beginDictionary(3, false);
                    writer.beginArray(1, false);
                    writer.writeNumber(1);
                    writer.end();
                    writer.writeString("lost");
                    writer.writeString("a");
                    writer.writeReference(1);
                    writer.writeBoolean(true);
                    writer.writeNull();
                    writer.end();
                }))
                .isEqualTo("<struct><member><name>a</name><value></value></member>"
                        + "<member><name>__size</name><value><int>3</int></value></member></struct>");
    }

    @Test
    void anArraysKeyedPartIsItsFirstItem() {
        assertThat(write(writer -> {
                    writer.beginArray(1, true);
                    writer.writeKey("k");
                    writer.writeReference(0);
                    writer.writeBoolean(true);
                    writer.end();
                }))
                .isEqualTo("<array size=\"2\"><data><value><struct><member><name>k</name><value></value></member>"
                        + "</struct></value><value><boolean>1</boolean></value></data></array>");
    }

    @Test
    void repetitionIsBounded() {
        DataEncoder encoder = XmlRpcFormat.INSTANCE.newEncoder();
        encoder.beginArray(64, false);
        encoder.beginArray(1, false);
        encoder.writeString("x".repeat(100_000));
        encoder.end();

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 63; i++) {
                        encoder.writeReference(1);
                    }
                })
                .isInstanceOf(DataFormatException.class);
    }

    @Test
    void randomValuesComeBack() {
        for (long seed = 0; seed < 3000; seed++) {
            DataEncoder first = XmlRpcFormat.INSTANCE.newEncoder();
            RandomValues.write(seed, PLAIN, first);
            TextWriter expected = new TextWriter();
            RandomValues.write(seed, PLAIN, expected);

            // XML-RPC has one zero.
            assertThat(TextWriter.read(XmlRpcFormat.INSTANCE.newReader(first.toBytes())))
                    .as("seed %s", seed)
                    .isEqualTo(expected.toString().replace("-0.0", "0"));
        }
    }

    @Test
    void brokenBytesAreRefusedOrRead() {
        Random random = new Random(7);
        for (long seed = 0; seed < 3000; seed++) {
            DataEncoder encoder = XmlRpcFormat.INSTANCE.newEncoder();
            RandomValues.write(seed, PLAIN, encoder);
            byte[] data = encoder.toBytes();
            for (int i = 0; i < 4; i++) {
                data[random.nextInt(data.length)] = (byte) random.nextInt(256);
            }
            XmlFuzzTest.readsOrRefuses(XmlRpcFormat.INSTANCE, data);
        }
    }

    private static String read(String xml) {
        return TextWriter.read(XmlRpcFormat.INSTANCE.newReader(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static String write(Consumer<DataWriter> value) {
        DataEncoder encoder = XmlRpcFormat.INSTANCE.newEncoder();
        value.accept(encoder);
        String xml = new String(encoder.toBytes(), StandardCharsets.UTF_8);
        return xml.replaceAll("^.*?<param><value>|</value></param></params></methodResponse>$", "");
    }
}
