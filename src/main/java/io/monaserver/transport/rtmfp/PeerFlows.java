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
    private @Nullable ReceiveFlow control;

    private record Key(long stream, FlowPriority priority) {}

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
        flow(stream, priority).write(FlowMessage.head(type, timestamp), payload, Reliability.FULL);
    }

    /** Bytes of this kind of message that have not arrived. */
    long queuedBytes(long stream, FlowPriority priority) {
        SendFlow flow = flows.get(new Key(stream, priority));
        return flow == null ? 0 : flow.queuedBytes();
    }

    private SendFlow flow(long stream, FlowPriority priority) {
        Key key = new Key(stream, priority);
        SendFlow flow = flows.get(key);
        if (flow == null || !flow.isOpen()) {
            byte[] metadata = FlowMetadata.ofStream(stream, false).encode();
            flow = session.openFlow(metadata, control, new FlowSettings(priority, handler));
            flows.put(key, flow);
        }
        return flow;
    }

    /** Closes all flows; true if there was none. */
    boolean close() {
        flows.values().forEach(SendFlow::close);
        return flows.isEmpty();
    }

    /** Whether this is a flow on which the server's commands go. */
    boolean isControl(SendFlow flow) {
        return flows.get(new Key(0, FlowPriority.IMMEDIATE)) == flow;
    }
}
