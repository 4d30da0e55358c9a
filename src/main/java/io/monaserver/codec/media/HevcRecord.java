package io.monaserver.codec.media;

import io.monaserver.codec.DataFormatException;

/** An HEVC decoder configuration record (ISO/IEC 14496-15 §8.3.3) and the sequence parameter set in it. */
final class HevcRecord {

    /** Everything before the arrays of parameter sets. */
    static final int SMALLEST = 23;

    private static final int SEQUENCE_PARAMETER_SET = 33;

    private HevcRecord() {}

    /** The name of profile, compatibility, tier, level and constraints (§E.3). */
    static String codecs(byte[] record) {
        int space = record[1] >> 6 & 3;
        StringBuilder text = new StringBuilder("hvc1.");
        if (space > 0) {
            text.append((char) ('A' + space - 1));
        }
        text.append(record[1] & 0x1F)
                .append('.')
                .append(Integer.toHexString(Integer.reverse(Bytes.int32(record, 2))))
                .append('.')
                .append((record[1] & 0x20) == 0 ? 'L' : 'H')
                .append(record[12] & 0xFF);
        int last = 11;
        while (last >= 6 && record[last] == 0) {
            last--;
        }
        for (int i = 6; i <= last; i++) {
            text.append('.').append(Integer.toHexString(record[i] & 0xFF));
        }
        return text.toString();
    }

    /** The size of the pictures that the first sequence parameter set describes. */
    static PictureSize size(byte[] record) {
        int at = SMALLEST;
        for (int arrays = record[22] & 0xFF; arrays > 0; arrays--) {
            require(record, at + 3);
            int type = record[at] & 0x3F;
            int units = Bytes.int16(record, at + 1);
            at += 3;
            for (; units > 0; units--) {
                require(record, at + 2);
                int size = Bytes.int16(record, at);
                at += 2;
                require(record, at + size);
                if (type == SEQUENCE_PARAMETER_SET) {
                    return readSize(BitReader.ofNalUnit(record, at, size));
                }
                at += size;
            }
        }
        return PictureSize.UNKNOWN;
    }

    /** ITU-T H.265 §7.3.2.2, as far as the conformance window. */
    private static PictureSize readSize(BitReader bits) {
        bits.skip(16 + 4);
        int subLayers = bits.bits(3);
        bits.skip(1 + 88 + 8);
        skipSubLayers(bits, subLayers);
        bits.unsigned();
        int chroma = bits.unsigned(3);
        if (chroma == 3) {
            bits.skip(1);
        }
        int width = bits.unsigned(PictureSize.MOST);
        int height = bits.unsigned(PictureSize.MOST);
        if (bits.flag()) {
            int unitX = chroma == 1 || chroma == 2 ? 2 : 1;
            int unitY = chroma == 1 ? 2 : 1;
            width -= unitX * (bits.unsigned(PictureSize.MOST) + bits.unsigned(PictureSize.MOST));
            height -= unitY * (bits.unsigned(PictureSize.MOST) + bits.unsigned(PictureSize.MOST));
        }
        return new PictureSize(Math.max(0, width), Math.max(0, height));
    }

    /** ITU-T H.265 §7.3.3: profile and level of each sub-layer, present as two flags each say. */
    private static void skipSubLayers(BitReader bits, int subLayers) {
        if (subLayers == 0) {
            return;
        }
        int present = bits.bits(16);
        for (int i = 0; i < subLayers; i++) {
            bits.skip((present >> (15 - 2 * i) & 1) * 88);
            bits.skip((present >> (14 - 2 * i) & 1) * 8);
        }
    }

    private static void require(byte[] record, int size) {
        if (size > record.length) {
            throw new DataFormatException("HEVC record size: " + record.length + " (expected: at least " + size + ")");
        }
    }
}
