package io.monaserver.domain.publication;

import io.monaserver.domain.MediaKind;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.StreamPacket.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The packets since the last key frame (the group of pictures in progress), so that a late joiner shows a picture at
 * once. Bounded: a group that outgrows {@code maxBytes} is forgotten, and joiners wait for the next key frame.
 */
final class GopCache {

    private final long maxBytes;
    private final List<StreamPacket> packets = new ArrayList<>();
    private long bytes;

    /** A cache of at most this many bytes of payload; 0 keeps nothing. */
    GopCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(StreamPacket packet) {
        if (packet.role() == Role.KEY_FRAME) {
            clear();
        } else if (packets.isEmpty() || packet.kind() == MediaKind.DATA) {
            return;
        }
        packets.add(packet);
        bytes += packet.packet().size();
        if (bytes > maxBytes) {
            clear();
        }
    }

    /** The cached packets, oldest first, beginning with a key frame. */
    List<StreamPacket> packets() {
        return packets;
    }

    void clear() {
        packets.clear();
        bytes = 0;
    }
}
