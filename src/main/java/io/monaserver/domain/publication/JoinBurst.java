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
 * What a late joiner gets before the stream as it comes: the headers and the group of pictures in progress, encoded
 * once for all that join between two packets. It has two parts, because the first picture is all that a viewer waits
 * for.
 *
 * @param opening the headers at the time of the first picture, and that picture
 * @param rest the pictures after it and the audio between them
 * @param wire the bytes of both in one form; owned by the {@link Feed}, which releases it
 * @param openingBytes how many of the bytes are the opening's
 * @param kinds the kinds of which the previous packet is among the pictures, so that the stream goes on in step
 * @param baseMs the joiner's zero; {@link #NO_BASE} when there are only headers
 */
record JoinBurst(
        List<StreamPacket> opening, List<StreamPacket> rest, ByteBuf wire, int openingBytes, int kinds, long baseMs) {

    /** No time yet is the listener's zero. */
    static final long NO_BASE = Long.MIN_VALUE;

    private static final JoinBurst NOTHING = new JoinBurst(List.of(), List.of(), Unpooled.EMPTY_BUFFER, 0, 0, NO_BASE);

    boolean isEmpty() {
        return opening.isEmpty();
    }

    /** The sequence of the last picture, 0 when there are only headers. */
    long sequence() {
        List<StreamPacket> last = rest.isEmpty() ? opening : rest;
        return last.isEmpty() ? 0 : last.get(last.size() - 1).sequence();
    }

    /** The opening's bytes, to be released by the caller. */
    ByteBuf openingWire() {
        return wire.retainedSlice(wire.readerIndex(), openingBytes);
    }

    /** The bytes of what follows the opening, to be released by the caller. */
    ByteBuf restWire() {
        return wire.retainedSlice(wire.readerIndex() + openingBytes, wire.readableBytes() - openingBytes);
    }

    static JoinBurst encode(WireForm form, StreamHeaders headers, List<StreamPacket> pictures) {
        if (pictures.isEmpty()) {
            return form.isContainer() || headers.present().isEmpty() ? NOTHING : encodeHeaders(form, headers);
        }
        long baseMs = pictures.stream().mapToLong(StreamPacket::timeMs).min().orElseThrow();
        List<StreamPacket> opening = headerPackets(headers, baseMs);
        opening.add(pictures.get(0));
        List<StreamPacket> rest = pictures.subList(1, pictures.size());
        ByteBuf out = form.allocate(size(opening) + size(rest));
        form.writeStart(headers, out);
        writeHeaders(form, headers, baseMs, baseMs, out);
        if (headers.audio() == null && form.picturesWaitForSound()) {
            form.writeFirst(StreamPacket.silence(baseMs, headers), baseMs, out);
        }
        form.writeFirst(pictures.get(0), baseMs, out);
        int openingBytes = out.readableBytes();
        int kinds = pictures.get(0).kind().bit();
        for (StreamPacket picture : rest) {
            if ((kinds & picture.kind().bit()) == 0) {
                form.writeFirst(picture, baseMs, out);
            } else {
                form.writeNext(picture, out);
            }
            kinds |= picture.kind().bit();
        }
        return new JoinBurst(opening, List.copyOf(rest), out, openingBytes, kinds, baseMs);
    }

    private static JoinBurst encodeHeaders(WireForm form, StreamHeaders headers) {
        List<StreamPacket> opening = headerPackets(headers, 0);
        ByteBuf out = form.allocate(size(opening));
        form.writeStart(headers, out);
        writeHeaders(form, headers, 0, 0, out);
        return new JoinBurst(opening, List.of(), out, out.readableBytes(), 0, NO_BASE);
    }

    static void writeHeaders(WireForm form, StreamHeaders headers, long timeMs, long baseMs, ByteBuf out) {
        for (StreamPacket header : headerPackets(headers, timeMs)) {
            form.writeFirst(header, baseMs, out);
        }
    }

    private static List<StreamPacket> headerPackets(StreamHeaders headers, long timeMs) {
        List<StreamPacket> packets = new ArrayList<>();
        for (MediaPacket header : headers.present()) {
            packets.add(StreamPacket.header(header, timeMs, headers));
        }
        return packets;
    }

    private static int size(List<StreamPacket> packets) {
        int size = 256;
        for (StreamPacket packet : packets) {
            size += packet.packet().size() + 32;
        }
        return size;
    }
}
