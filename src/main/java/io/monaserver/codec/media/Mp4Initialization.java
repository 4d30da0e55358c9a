package io.monaserver.codec.media;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The head of a fragmented MP4 (ISO/IEC 14496-12): which tracks there are and how they are coded. All times are in
 * milliseconds, as on the publisher's timeline.
 */
public final class Mp4Initialization {

    static final int VIDEO_TRACK = 1;
    static final int AUDIO_TRACK = 2;

    private static final int TIMESCALE = 1000;
    private static final int FIXED_1 = 0x10000;
    private static final int FIXED_1_OF_30 = 0x40000000;
    private static final int UNDETERMINED = 0x55C4;

    private Mp4Initialization() {}

    /** Writes the boxes {@code ftyp} and {@code moov}, with those tracks whose configuration is given. */
    public static void write(@Nullable VideoConfiguration video, @Nullable AudioConfiguration audio, ByteBuf out) {
        writeFileType(out);
        int moov = Mp4Box.begin("moov", out);
        writeMovieHeader(out);
        if (video != null) {
            writeVideoTrack(video, out);
        }
        if (audio != null) {
            writeAudioTrack(audio, out);
        }
        int mvex = Mp4Box.begin("mvex", out);
        if (video != null) {
            writeTrackExtends(VIDEO_TRACK, out);
        }
        if (audio != null) {
            writeTrackExtends(AUDIO_TRACK, out);
        }
        Mp4Box.end(mvex, out);
        Mp4Box.end(moov, out);
    }

    /** The MIME type with the codecs of these tracks, as browsers want it. */
    public static String mimeType(@Nullable VideoConfiguration video, @Nullable AudioConfiguration audio) {
        String type = video == null && audio != null ? "audio/mp4" : "video/mp4";
        if (video == null && audio == null) {
            return type;
        }
        String codecs = video == null ? "" : video.codecs();
        if (audio != null) {
            codecs += (codecs.isEmpty() ? "" : ",") + audio.codecs();
        }
        return type + "; codecs=\"" + codecs + "\"";
    }

    private static void writeFileType(ByteBuf out) {
        int ftyp = Mp4Box.begin("ftyp", out);
        out.writeInt(Bytes.fourCc("iso5"));
        out.writeInt(512);
        out.writeInt(Bytes.fourCc("iso5"));
        out.writeInt(Bytes.fourCc("iso6"));
        out.writeInt(Bytes.fourCc("mp41"));
        Mp4Box.end(ftyp, out);
    }

    private static void writeMovieHeader(ByteBuf out) {
        int mvhd = Mp4Box.begin("mvhd", 0, out);
        out.writeZero(8);
        out.writeInt(TIMESCALE);
        out.writeInt(0);
        out.writeInt(FIXED_1);
        out.writeShort(0x100);
        out.writeZero(10);
        writeMatrix(out);
        out.writeZero(24);
        out.writeInt(AUDIO_TRACK + 1);
        Mp4Box.end(mvhd, out);
    }

    private static void writeVideoTrack(VideoConfiguration video, ByteBuf out) {
        int trak = Mp4Box.begin("trak", out);
        writeTrackHeader(VIDEO_TRACK, 0, video.width(), video.height(), out);
        writeMedia("vide", Mp4Initialization::writeVideoHeader, entry -> Mp4SampleEntry.write(video, entry), out);
        Mp4Box.end(trak, out);
    }

    private static void writeAudioTrack(AudioConfiguration audio, ByteBuf out) {
        int trak = Mp4Box.begin("trak", out);
        writeTrackHeader(AUDIO_TRACK, 0x100, 0, 0, out);
        writeMedia("soun", Mp4Initialization::writeAudioHeader, entry -> Mp4SampleEntry.write(audio, entry), out);
        Mp4Box.end(trak, out);
    }

    private static void writeMedia(
            String handler, Consumer<ByteBuf> header, Consumer<ByteBuf> sampleEntry, ByteBuf out) {
        int mdia = Mp4Box.begin("mdia", out);
        writeMediaHeader(handler, out);
        int minf = Mp4Box.begin("minf", out);
        header.accept(out);
        writeDataInformation(out);
        int stbl = Mp4Box.begin("stbl", out);
        int stsd = Mp4Box.begin("stsd", 0, out);
        out.writeInt(1);
        sampleEntry.accept(out);
        Mp4Box.end(stsd, out);
        writeEmptyTables(out);
        Mp4Box.end(stbl, out);
        Mp4Box.end(minf, out);
        Mp4Box.end(mdia, out);
    }

    private static void writeVideoHeader(ByteBuf out) {
        int vmhd = Mp4Box.begin("vmhd", 1, out);
        out.writeZero(8);
        Mp4Box.end(vmhd, out);
    }

    private static void writeAudioHeader(ByteBuf out) {
        int smhd = Mp4Box.begin("smhd", 0, out);
        out.writeInt(0);
        Mp4Box.end(smhd, out);
    }

    /** Flags 3: the track is enabled and part of the presentation. */
    private static void writeTrackHeader(int track, int volume, int width, int height, ByteBuf out) {
        int tkhd = Mp4Box.begin("tkhd", 3, out);
        out.writeZero(8);
        out.writeInt(track);
        out.writeZero(16);
        out.writeShort(0);
        out.writeShort(0);
        out.writeShort(volume);
        out.writeShort(0);
        writeMatrix(out);
        out.writeInt(width << 16);
        out.writeInt(height << 16);
        Mp4Box.end(tkhd, out);
    }

    private static void writeMediaHeader(String handler, ByteBuf out) {
        int mdhd = Mp4Box.begin("mdhd", 0, out);
        out.writeZero(8);
        out.writeInt(TIMESCALE);
        out.writeInt(0);
        out.writeShort(UNDETERMINED);
        out.writeShort(0);
        Mp4Box.end(mdhd, out);
        int hdlr = Mp4Box.begin("hdlr", 0, out);
        out.writeInt(0);
        out.writeInt(Bytes.fourCc(handler));
        out.writeZero(12);
        out.writeCharSequence(handler, StandardCharsets.US_ASCII);
        out.writeByte(0);
        Mp4Box.end(hdlr, out);
    }

    /** One data reference with flag 1: the media is in this file. */
    private static void writeDataInformation(ByteBuf out) {
        int dinf = Mp4Box.begin("dinf", out);
        int dref = Mp4Box.begin("dref", 0, out);
        out.writeInt(1);
        int url = Mp4Box.begin("url ", 1, out);
        Mp4Box.end(url, out);
        Mp4Box.end(dref, out);
        Mp4Box.end(dinf, out);
    }

    /** The samples are all in fragments, so that the tables that would list them are empty. */
    private static void writeEmptyTables(ByteBuf out) {
        for (String table : new String[] {"stts", "stsc", "stco"}) {
            int box = Mp4Box.begin(table, 0, out);
            out.writeInt(0);
            Mp4Box.end(box, out);
        }
        int stsz = Mp4Box.begin("stsz", 0, out);
        out.writeZero(8);
        Mp4Box.end(stsz, out);
    }

    private static void writeTrackExtends(int track, ByteBuf out) {
        int trex = Mp4Box.begin("trex", 0, out);
        out.writeInt(track);
        out.writeInt(1);
        out.writeZero(12);
        Mp4Box.end(trex, out);
    }

    private static void writeMatrix(ByteBuf out) {
        out.writeInt(FIXED_1);
        out.writeZero(12);
        out.writeInt(FIXED_1);
        out.writeZero(12);
        out.writeInt(FIXED_1_OF_30);
    }
}
