package io.monaserver.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The tags of an FLV file or of the beginning of a live one; a tag cut short at the end is left out. */
public final class FlvTags {

    /** One tag. */
    public record Tag(int type, long timeMs, byte[] payload) {}

    private FlvTags() {}

    /** Reads all whole tags. */
    public static List<Tag> read(byte[] flv) {
        ByteBuffer in = ByteBuffer.wrap(flv);
        if (flv.length < 13 || in.getInt() >>> 8 != 0x464C56) {
            throw new AssertionError("no FLV header in " + flv.length + " bytes");
        }
        in.position(13);
        List<Tag> tags = new ArrayList<>();
        while (in.remaining() >= 15) {
            int type = in.get() & 0xFF;
            int size = medium(in);
            long timeMs = medium(in) | (in.get() & 0xFFL) << 24;
            medium(in);
            if (in.remaining() < size + 4) {
                break;
            }
            byte[] payload = new byte[size];
            in.get(payload);
            if (in.getInt() != size + 11) {
                throw new AssertionError("size after a tag of " + size + " bytes at " + in.position());
            }
            tags.add(new Tag(type, timeMs, payload));
        }
        return tags;
    }

    private static int medium(ByteBuffer in) {
        return (in.get() & 0xFF) << 16 | (in.getShort() & 0xFFFF);
    }
}
