package io.monaserver.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTemplateTest {

    private static final Map<String, String> VALUES = Map.of("name", "robert", "a b", "<% name %>");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | ~~",
                "plain | plain",
                "<%name%> <%  name %>! | robert robert!",
                "<% unknown %><% a b %> | <% name %>",
                "<% name | <% name",
                "<%%><%>%> | ~~",
                "100% < <% name %> > 50% | 100% < robert > 50%",
            })
    void fillsPlaces(String template, String filled) {
        assertThat(fill(template.getBytes(StandardCharsets.UTF_8))).isEqualTo(filled.getBytes(StandardCharsets.UTF_8));
    }

    @FuzzTest(maxDuration = "60s")
    void whatIsNoPlaceStays(byte[] template) {
        byte[] filled = fill(template);

        if (!new String(template, StandardCharsets.ISO_8859_1).contains("<%")) {
            assertThat(filled).isEqualTo(template);
        }
    }

    private static byte[] fill(byte[] template) {
        return FileTemplate.parse(template).fill(VALUES);
    }
}
