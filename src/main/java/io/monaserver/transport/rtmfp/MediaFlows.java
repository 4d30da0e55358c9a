package io.monaserver.transport.rtmfp;

import io.monaserver.domain.MediaKind;
import io.monaserver.protocol.rtmfp.flash.FlowMessage;
import io.monaserver.protocol.rtmfp.flow.FlowPriority;
import io.monaserver.protocol.rtmfp.flow.OutgoingMessage;
import io.monaserver.protocol.rtmfp.flow.Reliability;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmp.MessageType;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The media of one stream to one listener: sound, pictures and data each in a flow of their own. A message's head is
 * the listener's, its body stays where the fan-out wrote it for all.
 *
 * <p>A listener that wants no buffering gets sound and pictures as they arrive, in any order, each sent once and given
 * up when it is late. Codec configurations and data always arrive, a key picture unless the next one comes before.
 */
final class MediaFlows {

    /** What waits longer than this for its first transmission is of no use to anybody who wants no buffering. */
    private static final long LATE_MS = 500;

    private static final Reliability FRESH = new Reliability(false, LATE_MS);

    private static final FlowPriority[] PRIORITIES = {
        FlowPriority.TIME_CRITICAL, FlowPriority.TIME_CRITICAL_BULK, FlowPriority.IMMEDIATE
    };
    private static final int[] TYPES = {MessageType.AUDIO, MessageType.VIDEO, MessageType.DATA_AMF0};
    private static final int KINDS = MediaKind.ALL.size();

    private final PeerFlows peer;
    private final int stream;
    private final boolean unbuffered;
    private final @Nullable SendFlow[] flows = new SendFlow[KINDS];
    private final long[] lostBefore = new long[KINDS];
    private final long[] times = new long[KINDS];
    private @Nullable OutgoingMessage key;

    MediaFlows(PeerFlows peer, int stream, boolean unbuffered) {
        this.peer = peer;
        this.stream = stream;
        this.unbuffered = unbuffered;
    }

    /** Queues the messages that {@link RtmfpWireForm} wrote into this buffer, whose bytes are kept by reference. */
    void write(ByteBuf wire) {
        while (wire.isReadable()) {
            int mark = wire.readUnsignedByte();
            int kind = mark & RtmfpWireForm.KIND;
            long time = wire.readUnsignedInt();
            times[kind] = (mark & RtmfpWireForm.FIRST) != 0 ? time : times[kind] + time;
            int length = wire.readInt();
            Slice body = Slice.of(wire.array(), wire.arrayOffset() + wire.readerIndex(), length);
            wire.skipBytes(length);
            boolean full = !unbuffered || (mark & RtmfpWireForm.NEEDED) != 0;
            OutgoingMessage message =
                    flow(kind).write(FlowMessage.head(TYPES[kind], times[kind]), body, full ? Reliability.FULL : FRESH);
            if (unbuffered && (mark & RtmfpWireForm.KEY) != 0) {
                replaceKey(message);
            }
        }
    }

    /** Whatever of the last key picture has not arrived is no longer needed. */
    private void replaceKey(OutgoingMessage next) {
        OutgoingMessage last = key;
        key = next;
        if (last != null) {
            last.abandon();
        }
    }

    private SendFlow flow(int kind) {
        SendFlow flow = flows[kind];
        if (flow == null || !flow.isOpen()) {
            lostBefore[kind] = lostMessages(kind);
            flow = peer.flow(stream, PRIORITIES[kind], unbuffered && kind != MediaKind.DATA.index());
            lostBefore[kind] -= flow.lostMessages();
            flows[kind] = flow;
        }
        return flow;
    }

    /** Bytes that have not arrived. */
    long queuedBytes() {
        long bytes = 0;
        for (SendFlow flow : flows) {
            bytes += flow == null ? 0 : flow.queuedBytes();
        }
        return bytes;
    }

    /** Messages of this kind that the network lost. */
    long lostMessages(int kind) {
        SendFlow flow = flows[kind];
        return lostBefore[kind] + (flow == null ? 0 : flow.lostMessages());
    }
}
