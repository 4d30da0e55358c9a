package io.monaserver.protocol.rtmfp.flash;

import io.monaserver.protocol.rtmfp.flow.ReceiveFlow;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds flows of one connection at barriers (§5.2): a flow that has delivered one stands until as many flows as it says
 * have delivered the same.
 */
public final class FlowSynchronizer {

    /** Barriers at once; a peer that raises more is not held at them. */
    static final int MAX_BARRIERS = 64;

    private static final int USER_CONTROL = 4;
    private static final int FLOW_SYNCHRONIZATION = 34;
    private static final int LENGTH = 10;

    private final Map<Integer, List<ReceiveFlow>> waiting = new HashMap<>();

    /** Takes a message if it is a barrier, and holds its flow there; false if it is none. */
    public boolean take(ReceiveFlow flow, FlowMessage message) {
        if (message.type() != USER_CONTROL || message.payload().length() < LENGTH) {
            return false;
        }
        WireReader in = new WireReader(message.payload());
        if (in.readShort() != FLOW_SYNCHRONIZATION) {
            return false;
        }
        hold(flow, in.readInt(), in.readInt() & 0xFFFFFFFFL);
        return true;
    }

    private void hold(ReceiveFlow flow, int barrier, long count) {
        if (waiting.size() >= MAX_BARRIERS && !waiting.containsKey(barrier)) {
            return;
        }
        List<ReceiveFlow> flows = waiting.computeIfAbsent(barrier, id -> new ArrayList<>());
        flows.add(flow);
        if (flows.size() < count) {
            flow.suspend();
        } else {
            waiting.remove(barrier);
            flows.forEach(ReceiveFlow::resume);
        }
    }

    /** The connection is over, or a flow of it ended before its barrier: nobody waits any more. */
    public void release() {
        List<ReceiveFlow> held = waiting.values().stream().flatMap(List::stream).toList();
        waiting.clear();
        held.forEach(ReceiveFlow::resume);
    }
}
