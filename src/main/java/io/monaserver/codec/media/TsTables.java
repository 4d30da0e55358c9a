package io.monaserver.codec.media;

import io.netty.buffer.ByteBuf;

/**
 * The two tables that say what is in a transport stream: one program, and of it at most one video and one audio stream
 * (ITU-T H.222.0 §2.4.4). A program of other streams has another version, so that decoders notice the change.
 *
 * @param video the type of the video stream, {@link #NONE} for none
 * @param audio the type of the audio stream, {@link #NONE} for none
 */
public record TsTables(int video, int audio) {

    /** No stream. */
    public static final int NONE = 0;

    /** Stream types (§2.4.4.9, table 2-34). */
    static final int MP3 = 0x03;

    static final int AAC = 0x0F;
    static final int AVC = 0x1B;
    static final int HEVC = 0x24;

    static final int VIDEO_PID = 0x100;
    static final int AUDIO_PID = 0x101;
    private static final int PROGRAM_PID = 0x1000;

    private static final int PROGRAM = 1;
    private static final int CRC_POLYNOMIAL = 0x04C11DB7;

    /** Which streams packets with these codecs make; a codec that has no place in it makes none. */
    public static TsTables of(VideoCodec video, AudioCodec audio) {
        int videoType = switch (video) {
            case AVC -> AVC;
            case HEVC -> HEVC;
            default -> NONE;
        };
        int audioType = switch (audio) {
            case AAC -> AAC;
            case MP3, MP3_8 -> MP3;
            default -> NONE;
        };
        return new TsTables(videoType, audioType);
    }

    /** The stream that carries the clock. */
    int clockPid() {
        return video == NONE ? AUDIO_PID : VIDEO_PID;
    }

    /** Writes both tables, a packet each. */
    public void write(ByteBuf out) {
        writePrograms(out);
        writeProgram(out);
    }

    /** Program association (§2.4.4.3). */
    private static void writePrograms(ByteBuf out) {
        int start = begin(0, out);
        int section = out.writerIndex();
        out.writeByte(0x00);
        out.writeShort(0xB000 | 13);
        out.writeShort(1);
        out.writeByte(0xC1);
        out.writeShort(0);
        out.writeShort(PROGRAM);
        out.writeShort(0xE000 | PROGRAM_PID);
        end(start, section, out);
    }

    /** Program map (§2.4.4.8). */
    private void writeProgram(ByteBuf out) {
        int start = begin(PROGRAM_PID, out);
        int section = out.writerIndex();
        int streams = (video == NONE ? 0 : 1) + (audio == NONE ? 0 : 1);
        out.writeByte(0x02);
        out.writeShort(0xB000 | (13 + 5 * streams));
        out.writeShort(PROGRAM);
        out.writeByte(0xC1 | version() << 1);
        out.writeShort(0);
        out.writeShort(0xE000 | clockPid());
        out.writeShort(0xF000);
        writeStream(video, VIDEO_PID, out);
        writeStream(audio, AUDIO_PID, out);
        end(start, section, out);
    }

    private int version() {
        return (video * 7 + audio) & 0x1F;
    }

    private static void writeStream(int type, int pid, ByteBuf out) {
        if (type != NONE) {
            out.writeByte(type);
            out.writeShort(0xE000 | pid);
            out.writeShort(0xF000);
        }
    }

    /** The packet's head, and the pointer to the section right behind it. */
    private static int begin(int pid, ByteBuf out) {
        int start = out.writerIndex();
        TsPackets.writeHead(pid, true, false, 0, out);
        out.writeByte(0);
        return start;
    }

    private static void end(int start, int section, ByteBuf out) {
        out.writeInt(crc(out, section, out.writerIndex()));
        int rest = start + TsPackets.SIZE - out.writerIndex();
        for (int i = 0; i < rest; i++) {
            out.writeByte(0xFF);
        }
    }

    /** §2.4.4, annex A: no reflection, beginning with all ones. */
    private static int crc(ByteBuf data, int from, int to) {
        int crc = -1;
        for (int i = from; i < to; i++) {
            crc ^= data.getByte(i) << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? crc << 1 ^ CRC_POLYNOMIAL : crc << 1;
            }
        }
        return crc;
    }
}
