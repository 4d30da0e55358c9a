package io.monaserver.codec.media;

import io.netty.buffer.ByteBuf;

/**
 * Pictures as a transport stream has them (ITU-T H.264 and H.265, annex B): units behind start codes instead of
 * lengths, beginning with a delimiter, key frames with the parameter sets that FLV keeps apart. What is cut short is
 * left out.
 */
final class AnnexB {

    private static final int START_CODE = 1;

    /** Access unit delimiters that allow any kind of slice (H.264 §7.3.2.4, H.265 §7.3.2.5). */
    private static final byte[] AVC_DELIMITER = {0, 0, 0, 1, 0x09, (byte) 0xF0};

    private static final byte[] HEVC_DELIMITER = {0, 0, 0, 1, 0x46, 0x01, 0x50};

    private AnnexB() {}

    /**
     * Writes a picture.
     *
     * @param configuration the video message with the decoder's configuration
     * @param payload the video message with the picture
     */
    static void write(byte[] configuration, byte[] payload, ByteBuf out) {
        boolean isAvc = VideoTag.codec(payload) == VideoCodec.AVC;
        int record = VideoTag.body(configuration);
        out.writeBytes(isAvc ? AVC_DELIMITER : HEVC_DELIMITER);
        if (VideoTag.isKeyFrame(payload)) {
            if (isAvc) {
                writeAvcSets(configuration, record, out);
            } else {
                writeHevcSets(configuration, record, out);
            }
        }
        int lengthSize = (configuration[record + (isAvc ? 4 : 21)] & 3) + 1;
        writeUnits(payload, VideoTag.body(payload), lengthSize, isAvc, out);
    }

    private static void writeUnits(byte[] payload, int from, int lengthSize, boolean isAvc, ByteBuf out) {
        int at = from;
        while (at + lengthSize < payload.length) {
            int size = 0;
            for (int i = 0; i < lengthSize; i++) {
                size = size << 8 | (payload[at + i] & 0xFF);
            }
            at += lengthSize;
            if (size < 0 || size > payload.length - at) {
                return;
            }
            if (size > 0 && !isDelimiter(payload[at], isAvc)) {
                writeUnit(payload, at, size, out);
            }
            at += size;
        }
    }

    private static boolean isDelimiter(byte head, boolean isAvc) {
        return isAvc ? (head & 0x1F) == 9 : (head >> 1 & 0x3F) == 35;
    }

    /** ISO/IEC 14496-15 §5.3.3: sequence parameter sets, then picture parameter sets. */
    private static void writeAvcSets(byte[] message, int record, ByteBuf out) {
        int at = record + 5;
        for (int kind = 0; kind < 2 && at < message.length; kind++) {
            int sets = message[at++] & (kind == 0 ? 0x1F : 0xFF);
            at = writeSets(message, at, sets, out);
        }
    }

    /** ISO/IEC 14496-15 §8.3.3: arrays of parameter sets by kind. */
    private static void writeHevcSets(byte[] message, int record, ByteBuf out) {
        int at = record + HevcRecord.SMALLEST;
        for (int arrays = message[at - 1] & 0xFF; arrays > 0 && at + 3 <= message.length; arrays--) {
            at = writeSets(message, at + 3, Bytes.int16(message, at + 1), out);
        }
    }

    private static int writeSets(byte[] message, int from, int sets, ByteBuf out) {
        int at = from;
        for (int i = 0; i < sets; i++) {
            if (at + 2 > message.length || at + 2 + Bytes.int16(message, at) > message.length) {
                return message.length;
            }
            int size = Bytes.int16(message, at);
            writeUnit(message, at + 2, size, out);
            at += 2 + size;
        }
        return at;
    }

    private static void writeUnit(byte[] data, int from, int size, ByteBuf out) {
        out.writeInt(START_CODE);
        out.writeBytes(data, from, size);
    }
}
