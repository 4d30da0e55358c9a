package io.monaserver.codec.media;

import io.monaserver.codec.DataFormatException;
import java.util.Locale;

/** An AV1 codec configuration record (AV1 in ISO BMFF §2.3) and the sequence header in it. */
final class Av1Record {

    /** Everything before the sequence header. */
    static final int SMALLEST = 4;

    private static final int SEQUENCE_HEADER = 1;

    private Av1Record() {}

    /** The name of profile, level, tier and depth (§5). */
    static String codecs(byte[] record) {
        int depth = (record[2] & 0x40) == 0 ? 8 : (record[2] & 0x20) == 0 ? 10 : 12;
        return String.format(
                Locale.ROOT,
                "av01.%d.%02d%c.%02d",
                record[1] >> 5 & 7,
                record[1] & 0x1F,
                (record[2] & 0x80) == 0 ? 'M' : 'H',
                depth);
    }

    /** The largest size of the pictures that the sequence header allows. */
    static PictureSize size(byte[] record) {
        if (record.length < SMALLEST + 2 || (record[SMALLEST] >> 3 & 0x0F) != SEQUENCE_HEADER) {
            throw new DataFormatException("AV1 record size: " + record.length + " (expected: a sequence header)");
        }
        BitReader bits = BitReader.of(record, SMALLEST, record.length - SMALLEST);
        bits.skip((record[SMALLEST] & 4) == 0 ? 8 : 16);
        if ((record[SMALLEST] & 2) != 0) {
            // The size follows in groups of seven bits.
            while (bits.flag()) {
                bits.skip(7);
            }
            bits.skip(7);
        }
        return readSize(bits);
    }

    /** AV1 §5.5.1, as far as the size. */
    private static PictureSize readSize(BitReader bits) {
        bits.skip(4);
        if (bits.flag()) {
            bits.skip(5);
        } else {
            skipOperatingPoints(bits);
        }
        int widthBits = bits.bits(4) + 1;
        int heightBits = bits.bits(4) + 1;
        return new PictureSize(bits.bits(widthBits) + 1, bits.bits(heightBits) + 1);
    }

    private static void skipOperatingPoints(BitReader bits) {
        int delayBits = bits.flag() ? skipTiming(bits) : 0;
        boolean hasDisplayDelay = bits.flag();
        int points = bits.bits(5) + 1;
        for (int i = 0; i < points; i++) {
            bits.skip(12);
            if (bits.bits(5) > 7) {
                bits.skip(1);
            }
            if (delayBits > 0 && bits.flag()) {
                bits.skip(2 * delayBits + 1);
            }
            if (hasDisplayDelay && bits.flag()) {
                bits.skip(4);
            }
        }
    }

    /** Returns the number of bits of a buffer delay, 0 when there is no decoder model. */
    private static int skipTiming(BitReader bits) {
        bits.skip(64);
        if (bits.flag()) {
            bits.unsigned();
        }
        if (!bits.flag()) {
            return 0;
        }
        int delayBits = bits.bits(5) + 1;
        bits.skip(42);
        return delayBits;
    }
}
