package io.monaserver.domain.publication;

import io.monaserver.domain.MediaKind;
import io.monaserver.domain.StreamPacket;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * A run of packets with their shared bytes.
 *
 * @param packets the packets, in order
 * @param wire all of them as every listener in step gets them; released by whoever holds the batch last
 * @param kinds the {@link MediaKind#bit bits} of the kinds among them
 * @param epochMs when they were sent
 */
record Batch(List<StreamPacket> packets, ByteBuf wire, int kinds, long epochMs) {

    static int kindsOf(List<StreamPacket> packets) {
        int kinds = 0;
        for (StreamPacket packet : packets) {
            kinds |= packet.kind().bit();
        }
        return kinds;
    }
}
