package io.monaserver.codec.media;

import io.monaserver.codec.DataReader;
import io.monaserver.codec.amf.AmfEncoder;
import io.monaserver.codec.amf.AmfVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tag that says what is in an FLV file: the first of a recording, always of the same size, so that it can be
 * written over once duration and key frames are known (Adobe Flash Video File Format 10.1 §E.5). An index that is too
 * long for it keeps every second key frame, or every fourth, and so on.
 */
public final class FlvMetadata {

    /** Size of the tag's payload. Enough for the key frames of an hour at one in two seconds. */
    public static final int PAYLOAD_SIZE = 40 << 10;

    /** Members that the file itself decides on. */
    static final List<String> OWN = List.of(
            "duration",
            "lasttimestamp",
            "lastkeyframetimestamp",
            "filesize",
            "hasKeyframes",
            "canSeekToEnd",
            "keyframes",
            "filler");

    /** A number in AMF0: its marker and eight bytes. */
    private static final int NUMBER_SIZE = 9;

    /** Time and place of a key frame. */
    private static final int ENTRY_SIZE = 2 * NUMBER_SIZE;

    private static final double MS_PER_SECOND = 1000;

    private Map<String, Object> stream = new LinkedHashMap<>();

    /** Takes over what the publisher says of its stream, in place of what it said before. */
    public void describe(DataReader values) {
        stream = FlvProperties.read(values);
    }

    /** Writes the tag with what is known so far. */
    public void write(long durationMs, long fileSize, FlvIndex index, ByteBuf out) {
        byte[] bare = encode(durationMs, fileSize, index, Integer.MAX_VALUE, 0);
        int step = step(index.size(), (PAYLOAD_SIZE - bare.length) / ENTRY_SIZE - 1);
        int size = encode(durationMs, fileSize, index, step, 0).length;
        FlvWriter.writeTag(FlvWriter.DATA, 0, encode(durationMs, fileSize, index, step, PAYLOAD_SIZE - size), out);
    }

    /** The tag as bytes. */
    public byte[] toBytes(long durationMs, long fileSize, FlvIndex index) {
        ByteBuf out = Unpooled.buffer(PAYLOAD_SIZE + FlvWriter.TAG_OVERHEAD);
        write(durationMs, fileSize, index, out);
        return Arrays.copyOf(out.array(), out.readableBytes());
    }

    private static int step(int keyFrames, int room) {
        int step = 1;
        while ((keyFrames + step - 1) / step > room) {
            step *= 2;
        }
        return step;
    }

    private byte[] encode(long durationMs, long fileSize, FlvIndex index, int step, int filler) {
        AmfEncoder out = new AmfEncoder(AmfVersion.AMF0);
        out.writeString("onMetaData");
        out.beginArray(0, true);
        stream.forEach((key, value) -> {
            out.writeKey(key);
            writeValue(value, out);
        });
        number("duration", durationMs / MS_PER_SECOND, out);
        number("lasttimestamp", durationMs / MS_PER_SECOND, out);
        number("filesize", (double) fileSize, out);
        if (index.size() > 0) {
            number("lastkeyframetimestamp", index.timeMs(index.size() - 1) / MS_PER_SECOND, out);
        }
        out.writeKey("hasKeyframes");
        out.writeBoolean(index.size() > 0);
        out.writeKey("keyframes");
        writeIndex(index, step, out);
        out.writeKey("filler");
        writeFiller(filler, out);
        out.end();
        return out.toBytes();
    }

    private static void writeIndex(FlvIndex index, int step, AmfEncoder out) {
        int size = (int) ((index.size() + (long) step - 1) / step);
        out.beginObject("");
        out.writeKey("filepositions");
        out.beginArray(size, false);
        for (int i = 0; i < size; i++) {
            out.writeNumber((double) index.position(i * step));
        }
        out.end();
        out.writeKey("times");
        out.beginArray(size, false);
        for (int i = 0; i < size; i++) {
            out.writeNumber(index.timeMs(i * step) / MS_PER_SECOND);
        }
        out.end();
        out.end();
    }

    /** As many bytes, in values that every reader skips: players take no long texts. */
    private static void writeFiller(int size, AmfEncoder out) {
        int numbers = size / NUMBER_SIZE;
        out.beginArray(numbers + 1, false);
        for (int i = 0; i < numbers; i++) {
            out.writeNumber(0);
        }
        out.writeString(" ".repeat(size % NUMBER_SIZE));
        out.end();
    }

    private static void writeValue(Object value, AmfEncoder out) {
        if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            out.writeString(text, 0, text.length);
        }
    }

    private static void number(String key, double value, AmfEncoder out) {
        out.writeKey(key);
        out.writeNumber(value);
    }
}
