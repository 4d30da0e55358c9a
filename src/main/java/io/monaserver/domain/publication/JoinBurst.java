package io.monaserver.domain.publication;

import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * What a late joiner gets at once: the headers and the group of pictures in progress, encoded once for all that join
 * between two packets.
 *
 * @param packets the headers at the time of the first picture, then the pictures and the audio between them
 * @param wire their bytes in one form; owned by the {@link Feed}, which releases it
 * @param kinds the kinds of which the previous packet is among them, so that the stream goes on in step
 * @param baseMs the joiner's zero; -1 when there are only headers
 */
record JoinBurst(List<StreamPacket> packets, ByteBuf wire, int kinds, long baseMs) {

    /** No time yet is the listener's zero. */
    static final long NO_BASE = Long.MIN_VALUE;

    boolean isEmpty() {
        return packets.isEmpty();
    }

    /** The sequence of the last picture, 0 when there are only headers. */
    long sequence() {
        return packets.isEmpty() ? 0 : packets.get(packets.size() - 1).sequence();
    }

    static JoinBurst encode(WireForm form, StreamHeaders headers, List<StreamPacket> pictures) {
        boolean waits = pictures.isEmpty() && form.isContainer();
        if (waits || (pictures.isEmpty() && headers.present().isEmpty())) {
            return new JoinBurst(List.of(), Unpooled.EMPTY_BUFFER, 0, NO_BASE);
        }
        long baseMs = pictures.stream().mapToLong(StreamPacket::timeMs).min().orElse(NO_BASE);
        long startMs = Math.max(0, baseMs);
        List<StreamPacket> packets = new ArrayList<>();
        int size = 256;
        for (MediaPacket header : headers.present()) {
            packets.add(StreamPacket.header(header, startMs, headers));
        }
        packets.addAll(pictures);
        for (StreamPacket packet : packets) {
            size += packet.packet().size() + 32;
        }
        ByteBuf out = form.allocate(size);
        form.writeStart(headers, out);
        writeHeaders(form, headers, startMs, startMs, out);
        if (!pictures.isEmpty() && headers.audio() == null && form.picturesWaitForSound()) {
            form.writeFirst(StreamPacket.silence(startMs, headers), startMs, out);
        }
        int kinds = 0;
        for (StreamPacket picture : pictures) {
            if ((kinds & picture.kind().bit()) == 0) {
                form.writeFirst(picture, baseMs, out);
            } else {
                form.writeNext(picture, out);
            }
            kinds |= picture.kind().bit();
        }
        return new JoinBurst(packets, out, kinds, baseMs);
    }

    static void writeHeaders(WireForm form, StreamHeaders headers, long timeMs, long baseMs, ByteBuf out) {
        for (MediaPacket header : headers.present()) {
            form.writeFirst(StreamPacket.header(header, timeMs, headers), baseMs, out);
        }
    }
}
