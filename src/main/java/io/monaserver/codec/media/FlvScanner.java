package io.monaserver.codec.media;

import io.monaserver.codec.DataFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Walks through the tags of an FLV file without reading their content, to go on where it ends. A file that breaks off
 * ends with its last whole tag. Limits: none but the file's size; nothing is allocated by what the file says.
 */
public final class FlvScanner {

    /** As much of a payload as says whether it is a key frame. */
    private static final int LOOK = 8;

    private final SeekableByteChannel file;
    private final ByteBuffer head = ByteBuffer.allocate(FlvWriter.TAG_HEADER_SIZE + LOOK);
    private final FlvIndex index = new FlvIndex();
    private long position;
    private long lastMs;
    private long firstTagEnd;
    private int firstPayload;
    private int firstType;

    private FlvScanner(SeekableByteChannel file) {
        this.file = file;
    }

    /**
     * What is in a file.
     *
     * @param end where its last whole tag ends
     * @param lastMs the time of its latest tag
     * @param index its key frames
     * @param firstTagEnd where its first tag ends
     * @param isOurs whether its first tag is one that {@link FlvMetadata} can write over
     * @param isDescribed whether its first tag is of data
     */
    public record Result(
            long end, long lastMs, FlvIndex index, long firstTagEnd, boolean isOurs, boolean isDescribed) {}

    /** Reads the file from its beginning; refuses what is no FLV. */
    public static Result scan(SeekableByteChannel file) throws IOException {
        return new FlvScanner(file).run();
    }

    private Result run() throws IOException {
        if (!fill(0, FlvWriter.HEADER_SIZE) || head.getInt(0) >>> 8 != FlvWriter.SIGNATURE >>> 8) {
            throw new DataFormatException("file of " + file.size() + " bytes (expected: FLV)");
        }
        long size = file.size();
        position = (head.getInt(FlvWriter.HEADER_SIZE - Integer.BYTES) & 0xFFFFFFFFL) + Integer.BYTES;
        while (position + FlvWriter.TAG_OVERHEAD <= size && fill(position, FlvWriter.TAG_HEADER_SIZE)) {
            int payload = medium(1);
            long end = position + FlvWriter.TAG_OVERHEAD + payload;
            if (end > size || (payload == 0 && head.get(0) == 0)) {
                break;
            }
            look(payload, end);
            position = end;
        }
        boolean isDescribed = firstType == FlvWriter.DATA;
        boolean isOurs = isDescribed && firstPayload == FlvMetadata.PAYLOAD_SIZE;
        return new Result(Math.min(position, size), lastMs, index, firstTagEnd, isOurs, isDescribed);
    }

    private void look(int payload, long end) {
        int type = head.get(0) & 0x1F;
        long timeMs = medium(4) | (head.get(7) & 0xFFL) << 24;
        if (firstTagEnd == 0) {
            firstTagEnd = end;
            firstPayload = payload;
            firstType = type;
        }
        lastMs = Math.max(lastMs, timeMs);
        if (type == FlvWriter.VIDEO && isKeyFrame(payload)) {
            index.add(timeMs, position);
        }
    }

    private boolean isKeyFrame(int payload) {
        byte[] beginning = new byte[Math.min(payload, LOOK)];
        head.get(FlvWriter.TAG_HEADER_SIZE, beginning);
        return VideoTag.isKeyFrame(beginning);
    }

    /** Reads a tag's head and what follows it; whether at least these many came. */
    private boolean fill(long from, int least) throws IOException {
        head.clear();
        file.position(from);
        int read = 0;
        while (head.hasRemaining() && read >= 0) {
            read = file.read(head);
        }
        head.flip();
        return head.limit() >= least;
    }

    private int medium(int at) {
        return (head.get(at) & 0xFF) << 16 | (head.get(at + 1) & 0xFF) << 8 | (head.get(at + 2) & 0xFF);
    }
}
