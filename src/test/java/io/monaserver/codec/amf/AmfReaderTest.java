package io.monaserver.codec.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.Discard;
import io.monaserver.testkit.RandomValues;
import io.monaserver.testkit.TextWriter;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmfReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04", // movie clip
                "09", // end without beginning
                "0e", // recordset
                "12",
                "020005616200", // text longer than the data
                "0c7fffffff61",
                "0cffffffff61",
                "0affffffff05", // count that the data cannot hold
                "070000", // nothing to refer to
                "1155",
                "110604", // no such text
                "110a08", // no such object
                "110a05", // no such traits
                "1109ffffffff01",
                "1111ffffffff00",
                "110dffffffff00",
                "110affffffff01", // sealed members beyond the data
                "110a07034101", // a class that reads itself
                "0300016105", // no end
            })
    void malformedBytesAreRefused(String hex) {
        AmfReader reader = reader(hex);

        assertThatThrownBy(() -> reader.readAll(Discard.INSTANCE)).isInstanceOf(DataFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0a00000001", "03000161", "0800000000000161", "11/090301", "11/0a0b010361", "11/11030001"})
    void nestingBeyondTheLimitIsRefused(String form) {
        String level = form.substring(form.indexOf('/') + 1);
        AmfReader reader = reader(form.substring(0, form.indexOf('/') + 1).replace("/", "") + level.repeat(100_000));

        assertThatThrownBy(() -> reader.readAll(Discard.INSTANCE))
                .isInstanceOf(DataFormatException.class)
                .hasMessage("AMF depth: 129 (expected: at most 128)");
    }

    @Test
    void nestingUpToTheLimitIsRead() {
        AmfReader reader = reader("0a00000001".repeat(128) + "05");

        assertThat(reader.readAll(Discard.INSTANCE)).isEqualTo(1);
    }

    @Test
    void textRepeatedBeyondTheLimitIsRefused() {
        AmfEncoder encoder = new AmfEncoder(AmfVersion.AMF3);
        encoder.writeString("x".repeat(1000));
        for (int i = 0; i < 5000; i++) {
            encoder.writeString("x".repeat(1000));
        }
        byte[] data = encoder.toBytes();
        AmfReader reader = new AmfReader(data, 0, data.length);

        assertThat(data).hasSizeLessThan(20_000);
        assertThatThrownBy(() -> reader.readAll(Discard.INSTANCE))
                .isInstanceOf(DataFormatException.class)
                .hasMessageStartingWith("AMF repeated text: ");
    }

    @Test
    void referencesAcrossWritersAreNull() {
        AmfReader reader = reader("03000009" + "03000009" + "070001" + "070000");
        reader.skip();

        assertThat(TextWriter.read(reader)).isEqualTo("{ end &0 null");
    }

    @Test
    void peeksAtTextsAndNumbers() {
        AmfReader reader = reader("020003616263" + "003ff0000000000000" + "05");

        assertThat(reader.nextNumber(7)).isEqualTo(7);
        assertThat(reader.nextText()).isEqualTo("abc");
        assertThat(reader.nextText()).isNull();
        assertThat(reader.nextNumber(7)).isEqualTo(1);
        assertThat(reader.skip()).isTrue();
        assertThat(reader.skip()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void everyTruncationIsRefusedOrEndsBetweenValues(AmfVersion version) {
        for (int seed = 0; seed < 30; seed++) {
            AmfEncoder encoder = new AmfEncoder(version);
            RandomValues.write(seed, RandomValues.Shape.ALL, encoder);
            byte[] data = encoder.toBytes();
            for (int length = 0; length < data.length; length += 1 + data.length / 300) {
                AmfReader reader = new AmfReader(Arrays.copyOf(data, length), 0, length);
                try {
                    reader.readAll(Discard.INSTANCE);
                } catch (DataFormatException expected) {
                    assertThat(expected).hasMessageContaining("expected");
                }
            }
        }
    }

    @Test
    void whatIsWrittenInAmf3IsRead() {
        roundTrip(AmfVersion.AMF3, RandomValues.Shape.ALL);
    }

    @Test
    void whatIsWrittenInAmf0IsRead() {
        // Mixed arrays and dictionaries put both versions beside each other, across which nothing can refer.
        roundTrip(AmfVersion.AMF0, new RandomValues.Shape(false, false, false, true, true));
        roundTrip(AmfVersion.AMF0, new RandomValues.Shape(true, true, true, false, true));
    }

    private static void roundTrip(AmfVersion version, RandomValues.Shape shape) {
        for (int seed = 0; seed < 1000; seed++) {
            TextWriter expected = new TextWriter();
            RandomValues.write(seed, shape, expected);
            AmfEncoder encoder = new AmfEncoder(version);
            RandomValues.write(seed, shape, encoder);

            assertThat(TextWriter.read(new AmfReader(encoder.toBytes(), 0, encoder.size())))
                    .as("seed %d", seed)
                    .isEqualTo(expected.toString());
        }
    }

    private static AmfReader reader(String hex) {
        byte[] data = HexFormat.of().parseHex(hex);
        return new AmfReader(data, 0, data.length);
    }
}
