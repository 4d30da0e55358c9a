package io.monaserver.codec.media;

import io.netty.buffer.ByteBuf;

/** How the samples of an MP4 track are coded (ISO/IEC 14496-12 §8.5.2). */
final class Mp4SampleEntry {

    private static final int DPI_72 = 0x480000;
    private static final int ES_DESCRIPTOR = 3;
    private static final int DECODER_DESCRIPTOR = 4;
    private static final int DECODER_SPECIFIC = 5;
    private static final int SYNC_DESCRIPTOR = 6;
    private static final int MPEG4_AUDIO = 0x40;
    private static final int AUDIO_STREAM = 0x15;

    private Mp4SampleEntry() {}

    static void write(VideoConfiguration video, ByteBuf out) {
        int entry = Mp4Box.begin(video.codecs().substring(0, 4), out);
        out.writeZero(6);
        out.writeShort(1);
        out.writeZero(16);
        out.writeShort(video.width());
        out.writeShort(video.height());
        out.writeInt(DPI_72);
        out.writeInt(DPI_72);
        out.writeInt(0);
        out.writeShort(1);
        out.writeZero(32);
        out.writeShort(24);
        out.writeShort(-1);
        int record = Mp4Box.begin(recordType(video.codec()), out);
        out.writeBytes(video.record());
        Mp4Box.end(record, out);
        Mp4Box.end(entry, out);
    }

    static void write(AudioConfiguration audio, ByteBuf out) {
        int entry = Mp4Box.begin(audio.codec() == AudioCodec.OPUS ? "Opus" : "mp4a", out);
        out.writeZero(6);
        out.writeShort(1);
        out.writeZero(8);
        out.writeShort(audio.channels());
        out.writeShort(16);
        out.writeInt(0);
        // Rates beyond 16 bits do not fit here; players take them from the record.
        out.writeInt(audio.sampleRate() > 0xFFFF ? 0 : audio.sampleRate() << 16);
        if (audio.codec() == AudioCodec.OPUS) {
            writeOpus(audio.record(), out);
        } else {
            writeElementaryStream(audio.record(), out);
        }
        Mp4Box.end(entry, out);
    }

    private static String recordType(VideoCodec codec) {
        return switch (codec) {
            case AVC -> "avcC";
            case HEVC -> "hvcC";
            default -> "av1C";
        };
    }

    /** ISO/IEC 14496-1 §7.2.6: descriptors in each other, with sizes in groups of seven bits. */
    private static void writeElementaryStream(byte[] record, ByteBuf out) {
        int esds = Mp4Box.begin("esds", 0, out);
        int specific = descriptorSize(record.length);
        int decoder = descriptorSize(13 + specific);
        writeDescriptor(ES_DESCRIPTOR, 3 + decoder + descriptorSize(1), out);
        out.writeShort(Mp4Initialization.AUDIO_TRACK);
        out.writeByte(0);
        writeDescriptor(DECODER_DESCRIPTOR, 13 + specific, out);
        out.writeByte(MPEG4_AUDIO);
        out.writeByte(AUDIO_STREAM);
        out.writeZero(11);
        writeDescriptor(DECODER_SPECIFIC, record.length, out);
        out.writeBytes(record);
        writeDescriptor(SYNC_DESCRIPTOR, 1, out);
        out.writeByte(2);
        Mp4Box.end(esds, out);
    }

    private static int descriptorSize(int content) {
        return 5 + content;
    }

    /** Always the long form of the size, so that sizes can be summed without knowing them first. */
    private static void writeDescriptor(int tag, int size, ByteBuf out) {
        out.writeByte(tag);
        out.writeByte(0x80 | (size >> 21));
        out.writeByte(0x80 | (size >> 14 & 0x7F));
        out.writeByte(0x80 | (size >> 7 & 0x7F));
        out.writeByte(size & 0x7F);
    }

    /** Opus in ISO BMFF §4.3.2: the identification header without its name and in network byte order. */
    private static void writeOpus(byte[] head, ByteBuf out) {
        int box = Mp4Box.begin("dOps", out);
        out.writeByte(0);
        out.writeByte(head[9]);
        out.writeShort(Short.reverseBytes((short) Bytes.int16(head, 10)));
        out.writeInt(Integer.reverseBytes(Bytes.int32(head, 12)));
        out.writeShort(Short.reverseBytes((short) Bytes.int16(head, 16)));
        out.writeBytes(head, 18, head.length - 18);
        Mp4Box.end(box, out);
    }
}
