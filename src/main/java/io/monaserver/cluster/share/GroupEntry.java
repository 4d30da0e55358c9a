package io.monaserver.cluster.share;

import io.monaserver.common.ClientId;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A membership as it stands in the directory: a text that is as short as two ids allow. */
record GroupEntry(ClientId group, ClientId peer) {

    private static final int LENGTH = 2 * ClientId.SIZE;
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    String toText() {
        byte[] both = Arrays.copyOf(group.toBytes(), LENGTH);
        System.arraycopy(peer.toBytes(), 0, both, ClientId.SIZE, ClientId.SIZE);
        return ENCODER.encodeToString(both);
    }

    /** Null if it is no membership. */
    static @Nullable GroupEntry parse(String text) {
        byte[] both;
        try {
            both = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
        return both.length == LENGTH
                ? new GroupEntry(
                        ClientId.of(Arrays.copyOf(both, ClientId.SIZE)),
                        ClientId.of(Arrays.copyOfRange(both, ClientId.SIZE, LENGTH)))
                : null;
    }
}
