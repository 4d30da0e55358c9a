package io.monaserver.transport.rtmfp;

import io.monaserver.protocol.rtmfp.Session;
import io.monaserver.protocol.rtmfp.flash.FlowMessage;
import io.monaserver.protocol.rtmfp.flash.FlowMetadata;
import io.monaserver.protocol.rtmfp.flow.FlowPriority;
import io.monaserver.protocol.rtmfp.flow.FlowSettings;
import io.monaserver.protocol.rtmfp.flow.ReceiveFlow;
import io.monaserver.protocol.rtmfp.flow.Reliability;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.flow.SendHandler;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.transport.flash.FlashOutput;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The flows to one client: for each stream one for commands and data, and one each for sound and pictures, all in
 * answer to the client's control flow (RFC 7425 §5.3.2, §5.3.5.2).
 */
final class PeerFlows {

    private final Session session;
    private final SendHandler handler;
    private final Map<Key, SendFlow> flows = new HashMap<>();
    private final Map<Integer, SendFlow> writers = new HashMap<>();
    private @Nullable ReceiveFlow control;

    private record Key(long stream, FlowPriority priority, boolean asReceived) {}

    PeerFlows(Session session, SendHandler handler) {
        this.session = session;
        this.handler = handler;
    }

    /** The client's control flow has come: the first one on stream 0. */
    void answer(ReceiveFlow flow) {
        if (control == null) {
            control = flow;
        }
    }

    /** Whether this is the client's control flow. */
    boolean isControl(ReceiveFlow flow) {
        return flow == control;
    }

    /** Queues a message; its payload must not change any more. */
    void write(long stream, FlowPriority priority, int type, long timestamp, byte[] payload) {
        flow(stream, priority).write(FlowMessage.head(type, timestamp), Slice.of(payload), Reliability.FULL);
    }

    /** Takes a sample of what was sent and lost. */
    void sample(LossWindow loss, long nowMs) {
        long sent = 0;
        long lost = 0;
        for (SendFlow flow : flows.values()) {
            sent += flow.sentFragments();
            lost += flow.lostFragments();
        }
        for (SendFlow flow : writers.values()) {
            sent += flow.sentFragments();
            lost += flow.lostFragments();
        }
        loss.sample(nowMs, sent, lost);
    }

    private SendFlow flow(long stream, FlowPriority priority) {
        return flow(stream, priority, false);
    }

    /**
     * The flow of a stream with this priority, opened when it is first needed. None takes the place of one that the
     * client has rejected (RFC 7425 §5.3.5.3): what is written there goes nowhere.
     *
     * @param asReceived whether the other end shall take its messages as they arrive, in whatever order
     */
    SendFlow flow(long stream, FlowPriority priority, boolean asReceived) {
        Key key = new Key(stream, priority, asReceived);
        SendFlow flow = flows.get(key);
        if (flow == null || !(flow.isOpen() || flow.isRejected())) {
            flow = open(FlowMetadata.ofStream(stream, asReceived), priority);
            flows.put(key, flow);
        }
        return flow;
    }

    /** The client wants something new on this stream, so what it rejected before says nothing. */
    void renew(long stream) {
        flows.entrySet()
                .removeIf(each ->
                        each.getKey().stream == stream && each.getValue().isRejected());
    }

    private SendFlow open(FlowMetadata metadata, FlowPriority priority) {
        return session.openFlow(metadata.encode(), control, new FlowSettings(priority, handler));
    }

    /** A flow beside those of streams. */
    SendFlow open(FlowMetadata metadata) {
        return open(metadata, FlowPriority.NORMAL);
    }

    /** The flow of a script's writer, opened by what is written first; the main writer has that of the connection. */
    FlashOutput output(RtmfpPeer peer, int writer, boolean reliable) {
        Reliability reliability = reliable ? Reliability.FULL : Reliability.NONE;
        return new WriterOutput(peer, writer, reliability);
    }

    private SendFlow writer(int number) {
        if (number == 0) {
            return flow(0, FlowPriority.IMMEDIATE);
        }
        return writers.computeIfAbsent(number, key -> open(FlowMetadata.ofStream(0, false)));
    }

    private final class WriterOutput implements FlashOutput {

        private final RtmfpPeer peer;
        private final int writer;
        private final Reliability reliability;

        WriterOutput(RtmfpPeer peer, int writer, Reliability reliability) {
            this.peer = peer;
            this.writer = writer;
            this.reliability = reliability;
        }

        @Override
        public void sendCommand(int stream, byte[] payload) {
            send(MessageType.COMMAND_AMF0, payload);
        }

        @Override
        public void sendData(int stream, byte[] payload) {
            send(MessageType.DATA_AMF0, payload);
        }

        private void send(int type, byte[] payload) {
            writer(writer).write(FlowMessage.head(type, 0), Slice.of(payload), reliability);
        }

        @Override
        public void flush() {
            peer.flush();
        }

        @Override
        public void flushFull() {
            peer.flushFull();
        }

        @Override
        public void closeAfterFlush(String reason) {
            SendFlow flow = writers.remove(writer);
            if (flow != null) {
                flow.close();
            }
        }
    }

    /** Closes all flows; true if there was none. */
    boolean close() {
        flows.values().forEach(SendFlow::close);
        writers.values().forEach(SendFlow::close);
        return flows.isEmpty();
    }

    /** Whether this is a flow on which the server's commands go. */
    boolean isControl(SendFlow flow) {
        return flows.get(new Key(0, FlowPriority.IMMEDIATE, false)) == flow;
    }
}
