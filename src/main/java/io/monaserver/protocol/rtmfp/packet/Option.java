package io.monaserver.protocol.rtmfp.packet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option (§2.1.3).
 *
 * @param type what it says, negative only beyond 2^63
 * @param value how the type defines it
 */
public record Option(long type, Slice value) {

    /** The next option, or null if it is the marker that ends a list (§2.1.4). */
    public static @Nullable Option read(WireReader in) {
        Slice payload = in.readSized();
        if (payload.isEmpty()) {
            return null;
        }
        WireReader inner = new WireReader(payload);
        return new Option(inner.readVlu(), inner.readRest());
    }

    /** All options up to the end of the bytes; markers are left out. */
    public static List<Option> readAll(Slice bytes) {
        WireReader in = new WireReader(bytes);
        List<Option> options = new ArrayList<>();
        while (in.remaining() > 0) {
            Option option = read(in);
            if (option != null) {
                options.add(option);
            }
        }
        return options;
    }
}
