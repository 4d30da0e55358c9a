package io.monaserver.codec.amf;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.testkit.TextWriter;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes as Flash players and the original server write them, with what they mean. */
class AmfVectorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "0101 | true",
                "0102 | true",
                "05 | null",
                "06 | null",
                "003ff8000000000000 | 1.5",
                "020003616263 | \"abc\"",
                "0c00000003616263 | \"abc\"",
                "0f000000033c612f | \"<a/\"",
                "03000161003ff0000000000000000009 | { a: 1 end",
                "100003466f6f000009 | Foo{ end",
                "08000000000001610101000009 | keyed0[ a: true end",
                "080000000500016101010001620100000009 | keyed0[ a: true b: false end",
                "0800000000000009 | 0[ end",
                "0a00000002050101 | 2[ null true end",
                "0b42748c6b35f030000000 | @1412082917123",
                "0a0000000203000161003ff0000000000000000009070001 | 2[ { a: 1 end &1 end",
                "0a00000002030000090d | 2[ { end null end",
                "0d | ''",
                "0d05 | null",
                "11047f | 127",
                "11048100 | 128",
                "1104ffffffff | -1",
                "1104c0808000 | -268435456",
                "1105 3ff8000000000000 | 1.5",
                "110607616263 | \"abc\"",
                "110607616263110600 | \"abc\" \"abc\"",
                "11090501 0302 | 2[ true false end",
                "1109010361030 1 | keyed0[ a: true end",
                "11090503780603790104010402 | keyed2[ x: \"y\" 1 2 end",
                "110a0b01036103 01 | { a: true end",
                "110a1307466f6f03 6103 | Foo{ a: true end",
                "110a0b034103780401 01 110a0b0002040201 | A{ x: 1 end A{ x: 2 end",
                "110905010a13034103780401 0a01 0402 | 2[ A{ x: 1 end A{ x: 2 end end",
                "11080142748c6b35e88000 | @1412082917000",
                "11090501080100000000000000000802 | 2[ @0 &1 end",
                "110c0561 62 | <6162>",
                "110905010c0561620c02 | 2[ <6162> &1 end",
                "11110300060361060362 | dict1( \"a\" \"b\" end",
                "11110301060361053ff0000000000000 | weak1( \"a\" 1 end",
                "110b073c612f | \"<a/\"",
                "110905010b073c612f0b02 | 2[ \"<a/\" \"<a/\" end",
                "11070 73c612f | \"<a/\"",
                "110d050000000001 ffffffff | 2[ 1 -1 end",
                "110e050000000001 ffffffff | 2[ 1 4294967295 end",
                "110f03003ff8000000000000 | 1[ 1.5 end",
                "1110050107537472 060361 0603 62 | 2[ \"a\" \"b\" end",
                "1109030109 00 | 1[ &0 end",
                "110a07 43666c65782e6d6573736167696e672e696f2e4172726179436f6c6c656374696f6e 0903010401 | 1[ 1 end",
                "1109050 10a0743666c65782e6d6573736167696e672e696f2e4172726179436f6c6c656374696f6e09030104010a02"
                        + " | 2[ 1[ 1 end &1 end",
            })
    void readsAs(String hex, String text) {
        byte[] data = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(TextWriter.read(Amf0Format.INSTANCE.newReader(data))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0100, false",
        "05, null",
        "1104ffff8000, -32768",
        "1104bfffffff, 268435455",
        "0041b0000000000000, 268435456",
        "00c1b0000001000000, -268435457",
        "1104c0808000, -268435456",
        "003fb999999999999a, 0.1",
        "008000000000000000, -0.0",
        "11060361, a",
    })
    void amf3WritesPrimitivesAsTheOriginalDoes(String hex, String value) {
        AmfEncoder encoder = new AmfEncoder(AmfVersion.AMF3);
        switch (value) {
            case "null" -> encoder.writeNull();
            case "false" -> encoder.writeBoolean(false);
            case "a" -> encoder.writeString("a");
            default -> encoder.writeNumber(Double.parseDouble(value));
        }

        assertThat(encoder.toBytes()).asHexString().isEqualToIgnoringCase(hex);
    }

    /** Encoders that write like the original give back what they read. */
    @ParameterizedTest
    @CsvSource({
        "110607616263110607646566110600110a0b0100060201",
        "11090503780603790104010402",
        "110905010a0b0103610401010a02",
        "110a0b010378040101110903010a00110a00",
        "110a0b03410378040101110a0b0002040201",
        "110905010801408f4000000000000802",
        "110905010c0561620c02",
        "11110300060361060362",
        "110a0b010361090501040106037801",
        "110a0b01056d650a0001",
    })
    void amf3WritesWhatItRead(String hex) {
        assertThat(rewrite(hex, AmfVersion.AMF3)).asHexString().isEqualToIgnoringCase(hex);
    }

    @ParameterizedTest
    @CsvSource({
        "0a00000003003ff0000000000000004000000000000000004008000000000000",
        "0a0000000203000161003ff0000000000000000009070001",
        "0a000000020b408f40000000000000000b408f4000000000000000",
        "03000178003ff00000000000000000090a00000001070000070000",
        "1000014100016210000142000163003ff0000000000000000009000009",
        "110c0b6279746573",
        "11090503780603790105 3ff0000000000000054000000000000000",
        "1111030006056d651100",
        "080000000200057769647468004074000000000000000668656967687400406e000000000000000009",
    })
    void amf0WritesWhatItRead(String hex) {
        String bare = hex.replace(" ", "");

        assertThat(rewrite(bare, AmfVersion.AMF0)).asHexString().isEqualToIgnoringCase(bare);
    }

    private static byte[] rewrite(String hex, AmfVersion version) {
        byte[] data = HexFormat.of().parseHex(hex);
        AmfEncoder encoder = new AmfEncoder(version);
        new AmfReader(data, 0, data.length).readAll(encoder);
        return encoder.toBytes();
    }
}
