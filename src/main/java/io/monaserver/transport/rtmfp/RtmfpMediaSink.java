package io.monaserver.transport.rtmfp;

import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.WireForm;
import io.monaserver.protocol.rtmfp.flow.FlowPriority;
import io.monaserver.protocol.rtmp.MessageType;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** The media of one stream into the flows of its session: sound, pictures and data each in their own. */
final class RtmfpMediaSink implements MediaSink {

    private static final FlowPriority[] PRIORITIES = {
        FlowPriority.TIME_CRITICAL, FlowPriority.TIME_CRITICAL_BULK, FlowPriority.IMMEDIATE
    };
    private static final int[] TYPES = {MessageType.AUDIO, MessageType.VIDEO, MessageType.DATA_AMF0};

    private final RtmfpPeer peer;
    private final PeerFlows flows;
    private final int stream;
    private final Consumer<StreamEvent> events;
    private final long[] times = new long[MediaKind.ALL.size()];

    RtmfpMediaSink(RtmfpPeer peer, PeerFlows flows, int stream, Consumer<StreamEvent> events) {
        this.peer = peer;
        this.flows = flows;
        this.stream = stream;
        this.events = events;
    }

    @Override
    public ScheduledExecutorService loop() {
        return peer.loop().loop().executor();
    }

    @Override
    public WireForm form() {
        return RtmfpWireForm.INSTANCE;
    }

    @Override
    public void write(ByteBuf wire) {
        try {
            while (wire.isReadable()) {
                writeMessage(wire);
            }
        } finally {
            wire.release();
        }
    }

    private void writeMessage(ByteBuf wire) {
        int mark = wire.readUnsignedByte();
        int kind = mark & ~RtmfpWireForm.FIRST;
        long time = wire.readUnsignedInt();
        times[kind] = (mark & RtmfpWireForm.FIRST) != 0 ? time : times[kind] + time;
        byte[] payload = new byte[wire.readInt()];
        wire.readBytes(payload);
        flows.write(stream, PRIORITIES[kind], TYPES[kind], times[kind], payload);
    }

    @Override
    public void flush() {
        peer.flush();
    }

    @Override
    public long pendingBytes() {
        long bytes = 0;
        for (FlowPriority priority : PRIORITIES) {
            bytes += flows.queuedBytes(stream, priority);
        }
        return bytes;
    }

    @Override
    public void onEvent(StreamEvent event) {
        events.accept(event);
    }
}
