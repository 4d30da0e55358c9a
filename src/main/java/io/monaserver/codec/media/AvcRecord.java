package io.monaserver.codec.media;

import io.monaserver.codec.DataFormatException;
import java.util.HexFormat;

/** An AVC decoder configuration record (ISO/IEC 14496-15 §5.3.3) and the sequence parameter set in it. */
final class AvcRecord {

    /** Version, profile, compatibility, level, length size and a count: what is there without any parameter set. */
    static final int SMALLEST = 6;

    private static final int CHROMA_444 = 3;

    private AvcRecord() {}

    /** The name of profile and level: their three bytes. */
    static String codecs(byte[] record) {
        return "avc1." + HexFormat.of().formatHex(record, 1, 4);
    }

    /** The size of the pictures that the first sequence parameter set describes. */
    static PictureSize size(byte[] record) {
        if (record.length < 8 || (record[5] & 0x1F) == 0) {
            throw new DataFormatException("AVC record size: " + record.length + " (expected: a parameter set)");
        }
        int size = Bytes.int16(record, 6);
        if (8 + size > record.length) {
            throw new DataFormatException(
                    "parameter set size: " + size + " (expected: at most " + (record.length - 8) + ")");
        }
        BitReader bits = BitReader.ofNalUnit(record, 8, size);
        bits.skip(8);
        return readSize(bits);
    }

    /** ITU-T H.264 §7.3.2.1.1, as far as the cropping. */
    private static PictureSize readSize(BitReader bits) {
        int chroma = readChroma(bits);
        bits.unsigned();
        readPictureOrder(bits);
        bits.unsigned();
        bits.skip(1);
        int width = (bits.unsigned(PictureSize.MOST / 16) + 1) * 16;
        int mapUnits = bits.unsigned(PictureSize.MOST / 16) + 1;
        int fields = bits.flag() ? 1 : 2;
        bits.skip(fields == 2 ? 2 : 1);
        int height = mapUnits * 16 * fields;
        if (bits.flag()) {
            int unitX = chroma == 1 || chroma == 2 ? 2 : 1;
            int unitY = (chroma == 1 ? 2 : 1) * fields;
            width -= unitX * (bits.unsigned(PictureSize.MOST) + bits.unsigned(PictureSize.MOST));
            height -= unitY * (bits.unsigned(PictureSize.MOST) + bits.unsigned(PictureSize.MOST));
        }
        return new PictureSize(Math.max(0, width), Math.max(0, height));
    }

    private static int readChroma(BitReader bits) {
        int profile = bits.bits(8);
        bits.skip(16);
        bits.unsigned();
        if (!hasChroma(profile)) {
            return 1;
        }
        int chroma = bits.unsigned(CHROMA_444);
        if (chroma == CHROMA_444) {
            bits.skip(1);
        }
        bits.unsigned();
        bits.unsigned();
        bits.skip(1);
        if (bits.flag()) {
            int lists = chroma == CHROMA_444 ? 12 : 8;
            for (int i = 0; i < lists; i++) {
                if (bits.flag()) {
                    skipScalingList(bits, i < 6 ? 16 : 64);
                }
            }
        }
        return chroma;
    }

    private static boolean hasChroma(int profile) {
        return switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    private static void skipScalingList(BitReader bits, int size) {
        int last = 8;
        int next = 8;
        for (int i = 0; i < size && next != 0; i++) {
            next = last + bits.signed() & 0xFF;
            last = next == 0 ? last : next;
        }
    }

    private static void readPictureOrder(BitReader bits) {
        int type = bits.unsigned();
        if (type == 0) {
            bits.unsigned();
        } else if (type == 1) {
            bits.skip(1);
            bits.signed();
            bits.signed();
            int cycle = bits.unsigned(255);
            for (int i = 0; i < cycle; i++) {
                bits.signed();
            }
        }
    }
}
