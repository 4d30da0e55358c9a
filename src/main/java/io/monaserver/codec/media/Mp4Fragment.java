package io.monaserver.codec.media;

import io.netty.buffer.ByteBuf;

/**
 * One media packet as a fragment of MP4 (ISO/IEC 14496-12 §8.8): {@code moof} with one sample, and {@code mdat}. Its
 * time is absolute, so that a fragment depends on nothing but the packet and can be shared by all players.
 */
public final class Mp4Fragment {

    /** Bytes of a fragment that are not the sample. */
    public static final int OVERHEAD = 112;

    private static final int MOOF_SIZE = 104;
    private static final int TRAF_SIZE = 80;
    private static final int MFHD_SIZE = 16;
    private static final int TFHD_SIZE = 16;
    private static final int TFDT_SIZE = 20;
    private static final int TRUN_SIZE = 36;

    private static final int MOOF = Bytes.fourCc("moof");
    private static final int MFHD = Bytes.fourCc("mfhd");
    private static final int TRAF = Bytes.fourCc("traf");
    private static final int TFHD = Bytes.fourCc("tfhd");
    private static final int TFDT = Bytes.fourCc("tfdt");
    private static final int TRUN = Bytes.fourCc("trun");
    private static final int MDAT = Bytes.fourCc("mdat");

    /** Offsets count from the start of this {@code moof}. */
    private static final int BASE_IS_MOOF = 0x020000;

    private static final int VERSION_1 = 0x01000000;

    /** Data offset, and for the sample: duration, size, flags, composition time. */
    private static final int ALL_FIELDS = 0x000F01;

    private static final int INDEPENDENT = 0x02000000;
    private static final int DEPENDENT = 0x01010000;

    private static final int DEFAULT_VIDEO_MS = 40;
    private static final int DEFAULT_AUDIO_MS = 23;
    private static final long MOST_MS = 10_000;

    private Mp4Fragment() {}

    /**
     * Writes a video packet, unless it is not coded pictures of one track.
     *
     * @param durationMs how long it is shown; unknown as long as no other packet followed, so give the time since the
     *     previous one, or 0
     */
    public static void writeVideo(long sequence, long timeMs, long durationMs, byte[] payload, ByteBuf out) {
        VideoTag.Kind kind = VideoTag.kind(payload);
        int body = VideoTag.body(payload);
        if (body < 0 || (kind != VideoTag.Kind.KEY_FRAME && kind != VideoTag.Kind.INTER_FRAME)) {
            return;
        }
        writeHead(sequence, Mp4Initialization.VIDEO_TRACK, timeMs, out);
        out.writeInt(durationOr(DEFAULT_VIDEO_MS, durationMs));
        out.writeInt(payload.length - body);
        out.writeInt(kind == VideoTag.Kind.KEY_FRAME ? INDEPENDENT : DEPENDENT);
        out.writeInt(VideoTag.compositionMs(payload));
        writeData(payload, body, out);
    }

    /** Writes an audio packet, unless it is not coded sound of one track. */
    public static void writeAudio(long sequence, long timeMs, long durationMs, byte[] payload, ByteBuf out) {
        int body = AudioTag.body(payload);
        if (body < 0 || AudioTag.kind(payload) != AudioTag.Kind.FRAME) {
            return;
        }
        writeHead(sequence, Mp4Initialization.AUDIO_TRACK, timeMs, out);
        out.writeInt(durationOr(DEFAULT_AUDIO_MS, durationMs));
        out.writeInt(payload.length - body);
        out.writeInt(INDEPENDENT);
        out.writeInt(0);
        writeData(payload, body, out);
    }

    private static void writeHead(long sequence, int track, long timeMs, ByteBuf out) {
        out.writeInt(MOOF_SIZE);
        out.writeInt(MOOF);
        out.writeInt(MFHD_SIZE);
        out.writeInt(MFHD);
        out.writeInt(0);
        out.writeInt((int) sequence);
        out.writeInt(TRAF_SIZE);
        out.writeInt(TRAF);
        out.writeInt(TFHD_SIZE);
        out.writeInt(TFHD);
        out.writeInt(BASE_IS_MOOF);
        out.writeInt(track);
        out.writeInt(TFDT_SIZE);
        out.writeInt(TFDT);
        out.writeInt(VERSION_1);
        out.writeLong(timeMs);
        out.writeInt(TRUN_SIZE);
        out.writeInt(TRUN);
        out.writeInt(VERSION_1 | ALL_FIELDS);
        out.writeInt(1);
        out.writeInt(MOOF_SIZE + 8);
    }

    private static void writeData(byte[] payload, int body, ByteBuf out) {
        out.writeInt(8 + payload.length - body);
        out.writeInt(MDAT);
        out.writeBytes(payload, body, payload.length - body);
    }

    private static int durationOr(int defaultMs, long durationMs) {
        return durationMs <= 0 || durationMs > MOST_MS ? defaultMs : (int) durationMs;
    }
}
