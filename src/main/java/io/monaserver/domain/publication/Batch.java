package io.monaserver.domain.publication;

import io.monaserver.domain.MediaKind;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of packets with their shared bytes.
 *
 * @param packets the packets, in order, one at least
 * @param wire all of them as every listener in step gets them; released by whoever holds the batch last
 * @param kinds the {@link MediaKind#bit bits} of the kinds among them
 * @param epochMs when they came
 */
record Batch(List<StreamPacket> packets, ByteBuf wire, int kinds, long epochMs) {

    static int kindsOf(List<StreamPacket> packets) {
        int kinds = 0;
        for (StreamPacket packet : packets) {
            kinds |= packet.kind().bit();
        }
        return kinds;
    }

    /** The sequence of its first packet. */
    long sequence() {
        return packets.get(0).sequence();
    }

    /** Makes one run of several, in order, and takes over what they held. */
    static Batch join(List<Batch> parts, WireForm form) {
        Batch last = parts.get(parts.size() - 1);
        if (parts.size() == 1) {
            return last;
        }
        int bytes = 0;
        for (Batch part : parts) {
            bytes += part.wire.readableBytes();
        }
        ByteBuf wire = form.allocate(bytes);
        List<StreamPacket> packets = new ArrayList<>();
        int kinds = 0;
        for (Batch part : parts) {
            wire.writeBytes(part.wire, part.wire.readerIndex(), part.wire.readableBytes());
            part.wire.release();
            packets.addAll(part.packets);
            kinds |= part.kinds;
        }
        return new Batch(packets, wire, kinds, last.epochMs);
    }
}
