package io.monaserver.protocol.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.Discard;
import io.monaserver.codec.amf.AmfVersion;
import io.monaserver.testkit.TextWriter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlashTest {

    @Test
    void connectBringsItsObjectAndArguments() {
        FlashCommand command = decode("02 0007 636f6e6e656374 00 3ff0000000000000"
                + "03 0003 617070 02 0004 6c697665 0004 66706164 01 00 0003 737562 03 0001"
                + " 61 00 4008000000000000 000009"
                + "000009 02 0001 78");

        assertThat(command.name()).isEqualTo("connect");
        assertThat(command.transaction()).isEqualTo(1);
        assertThat(command.object())
                .containsExactly(Map.entry("app", "live"), Map.entry("fpad", "false"), Map.entry("sub.a", "3"));
        assertThat(TextWriter.read(command.arguments())).isEqualTo("\"x\"");
    }

    @Test
    void otherCommandsStepOverTheirObject() {
        FlashCommand command = decode("02 0001 66 00 4000000000000000 05 00 3ff0000000000000");

        assertThat(command.object()).isEmpty();
        assertThat(TextWriter.read(command.arguments())).isEqualTo("1");
        assertThat(decode("02 0001 66").transaction()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "05", "00 3ff0000000000000", "02 0005 61"})
    void whatIsNoCommandIsRefused(String hex) {
        assertThatThrownBy(() -> decode(hex)).isInstanceOf(DataFormatException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "rtmp://host/app, other, /app, ''",
        "rtmp://host:1935/a/b/, other, /a/b, ''",
        "rtmp://host, other, '', ''",
        "rtmp://host//, other, '', ''",
        "rtmp://host?x=1, other, '', x=1",
        "rtmp://host/app?x=1&y=/2, other, /app, x=1&y=/2",
        "rtmp://host/../a/./b, other, /a/b, ''",
        "'', app?x=1, /app, x=1",
        "'', '', '', ''",
    })
    void urlsAreTakenApart(String tcUrl, String app, String path, String query) {
        assertThat(FlashUrl.of(tcUrl, app)).isEqualTo(new FlashUrl(path, query));
    }

    @Test
    void streamNamesAreTakenApart() {
        assertThat(StreamName.parse("live")).isEqualTo(new StreamName("live", Map.of()));
        assertThat(StreamName.parse("live?a=1%202&b&a=3")).isEqualTo(new StreamName("live", Map.of("a", "3", "b", "")));
    }

    /** As the original server sends it when onConnection returned three fields. */
    @Test
    void answerToConnectCarriesMoreFields() {
        Map<String, byte[]> info = new LinkedHashMap<>();
        info.put("timeout", HexFormat.of().parseHex("110407"));
        info.put("message", HexFormat.of().parseHex("11060f77656c636f6d65"));
        info.put("id", HexFormat.of().parseHex("110401"));

        assertThat(FlashMessages.connected(1, AmfVersion.AMF3, info))
                .asHexString()
                .isEqualToIgnoringCase(
                        "0200075f726573756c74003ff0000000000000050300056c6576656c0200067374617475730004636f"
                                + "646502001d4e6574436f6e6e656374696f6e2e436f6e6e6563742e53756363657373000b6465736372697074696f"
                                + "6e020014436f6e6e656374696f6e20737563636565646564000e6f626a656374456e636f64696e67004008000000"
                                + "000000000774696d656f757411040700076d65737361676511060f7"
                                + "7656c636f6d65000269641104010000 09".replace(" ", ""));
    }

    @FuzzTest(maxDuration = "60s")
    void commandsAreDecodedOrRefused(byte[] data) {
        try {
            FlashCommand.decode(data, 0).arguments().readAll(Discard.INSTANCE);
        } catch (DataFormatException expected) {
            assertThat(expected).hasMessageContaining("expected");
        }
    }

    private static FlashCommand decode(String hex) {
        return FlashCommand.decode(HexFormat.of().parseHex(hex.replace(" ", "")), 0);
    }
}
