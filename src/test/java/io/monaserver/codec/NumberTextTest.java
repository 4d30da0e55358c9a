package io.monaserver.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "7, 7",
        "-2.25, -2.25",
        "1e15, 1000000000000000",
        "1e16, 1e+16",
        "9007199254740992, 9007199254740992",
        "9223372036854775808, 9.223372036854776e+18",
        "1e100, 1e+100",
        "-1e300, -1e+300",
        "0.001, 0.001",
        "1e-4, 0.0001",
        "1e-5, 1e-05",
        "1e-10, 1e-10",
        "0.3333333333333333, 0.3333333333333333",
        "1234567.891, 1234567.891",
        "2e-3, 0.002",
        "4.9E-324, 5e-324",
        "Infinity, inf",
        "-Infinity, -inf",
        "NaN, nan",
    })
    void formatsAsC(double value, String text) {
        assertThat(NumberText.format(value)).isEqualTo(text);
    }

    @Test
    void readsBackTheSame() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(NumberText.format(value))).isEqualTo(value);
            }
        }
    }
}
