package io.monaserver.transport.rtmfp;

import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** A stream that a client plays: its media go into the flows of the client's session. */
final class RtmfpMediaSink implements MediaSink {

    private final RtmfpPeer peer;
    private final MediaFlows flows;
    private final Consumer<StreamEvent> events;

    RtmfpMediaSink(RtmfpPeer peer, MediaFlows flows, Consumer<StreamEvent> events) {
        this.peer = peer;
        this.flows = flows;
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
            flows.write(wire);
        } finally {
            wire.release();
        }
    }

    @Override
    public void flush() {
        peer.flush();
    }

    @Override
    public long pendingBytes() {
        return flows.queuedBytes();
    }

    @Override
    public long lostMessages(MediaKind kind) {
        return flows.lostMessages(kind.index());
    }

    /** Half of the way there and back. */
    @Override
    public int latencyMs() {
        return peer.pingMs() / 2;
    }

    @Override
    public void onEvent(StreamEvent event) {
        events.accept(event);
    }
}
