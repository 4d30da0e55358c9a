package io.monaserver.codec.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormatException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTreeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<a></a> | <a />",
                "<a x = '1' x=\"2&quot;\"> t &lt; <b/>u</a> | <a x=\"2&quot;\" >t &lt;<b />u</a>",
                "<?pi x='y'?><?xml version=\"1.0\"?><a/><b/> | <?xml version=\"1.0\" ?><?pi x=\"y\" ?><a /><b />",
                "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\"><!-- ]> -->]><a>&e;</a> | <a >&amp;e;</a>",
                "<a><![CDATA[ < ]]>b</a> | <a > &lt; b</a>",
                "<?php echo 1 > 0 ?><ns:a ns:x=\"1\"/> | <?php ?><ns:a ns:x=\"1\" />",
                "\uFEFF<a/> | <a />",
            })
    void isWrittenAsItWasRead(String xml, String again) {
        assertThat(rewrite(xml.getBytes(StandardCharsets.UTF_8))).isEqualTo(again);
    }

    @Test
    void otherEncodingsAreUnderstood() {
        assertThat(rewrite("<a>\u00e9</a>".getBytes(StandardCharsets.UTF_16))).isEqualTo("<a >\u00e9</a>");
        assertThat(rewrite("<?xml version='1.0' encoding='ISO-8859-1'?><a>\u00e9</a>"
                        .getBytes(StandardCharsets.ISO_8859_1)))
                .endsWith("<a >\u00e9</a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a>",
                "</a>",
                "<a></b>",
                "<a x/>",
                "<a x=1/>",
                "<a x='1/>",
                "< a/>",
                "<a/ >",
                "<a/>junk",
                "<!--",
                "<![CDATA[",
                "<!DOCTYPE [",
                "<?xml"
            })
    void malformedTextIsRefused(String xml) {
        assertThatThrownBy(() -> rewrite(xml.getBytes(StandardCharsets.UTF_8))).isInstanceOf(DataFormatException.class);
    }

    @Test
    void depthAndNumberOfNodesAreBounded() {
        String deep = "<a>".repeat(XmlParser.MAX_DEPTH + 1);
        String many = "<a/>".repeat(XmlParser.MAX_NODES + 1);

        assertThatThrownBy(() -> rewrite(deep.getBytes(StandardCharsets.UTF_8)))
                .hasMessage("XML depth: 513 (expected: at most 512)");
        assertThatThrownBy(() -> rewrite(many.getBytes(StandardCharsets.UTF_8)))
                .hasMessage("XML nodes: 262145 (expected: at most 262144)");
    }

    private static String rewrite(byte[] xml) {
        DataEncoder encoder = XmlFormat.INSTANCE.newEncoder();
        XmlFormat.INSTANCE.newReader(xml).readAll(encoder);
        return new String(encoder.toBytes(), StandardCharsets.UTF_8);
    }
}
