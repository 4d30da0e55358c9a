package io.monaserver.protocol.rtmfp.flow;

import io.monaserver.protocol.rtmfp.packet.FlowOptions;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.UserData;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All flows that the other end sends in one session, and the acknowledgements it gets for them.
 *
 * <table>
 * <caption>Limits</caption>
 * <tr><td>flows, with those that linger</td><td>{@value #MAX_FLOWS}</td><td>further ones are not answered</td></tr>
 * <tr><td>bytes waiting in all flows</td><td>{@value #MAX_BUFFERED_BYTES}</td><td>the session is abusive</td></tr>
 * </table>
 */
public final class ReceivingFlows {

    static final int MAX_FLOWS = 1024;
    static final int MAX_BUFFERED_BYTES = 32 << 20;

    /** §3.6.3.8: repeats of a complete flow are acknowledged for so long. */
    private static final long LINGER_MS = 120_000;

    private final FlowAcceptor acceptor;
    private final SendingFlows sending;
    private final int capacity;
    private final AckSchedule acks = new AckSchedule();
    private final Map<Long, ReceiveFlow> flows = new HashMap<>();
    private final ArrayDeque<Lingering> lingering = new ArrayDeque<>();
    private boolean dataInPacket;

    private record Lingering(ReceiveFlow flow, long until) {}

    /** Flows are offered to the acceptor; each may hold so many bytes. */
    public ReceivingFlows(FlowAcceptor acceptor, SendingFlows sending, int capacity) {
        this.acceptor = acceptor;
        this.sending = sending;
        this.capacity = capacity;
    }

    /** Takes a fragment. */
    public void receive(UserData data, long now) {
        ReceiveFlow flow = flows.get(data.flowId());
        if (flow == null) {
            expire(now);
            if (flows.size() >= MAX_FLOWS) {
                return;
            }
            flow = open(data);
        }
        dataInPacket = true;
        boolean wasComplete = flow.isComplete();
        flow.receive(data);
        if (!wasComplete && flow.isComplete()) {
            lingering.add(new Lingering(flow, now + LINGER_MS));
        }
    }

    /** §3.6.3.1; exceptions have code 0 (RFC 7425 §5.3.5.3). */
    private ReceiveFlow open(UserData data) {
        FlowOptions options = data.options();
        Long associated = options == null ? null : options.association();
        SendFlow association = associated == null ? null : sending.find(associated);
        ReceiveFlow flow = new ReceiveFlow(data, association, acks, capacity);
        flows.put(flow.id(), flow);
        boolean acceptable = options != null
                && options.metadata() != null
                && options.isUnderstood()
                && (associated == null || (association != null && association.isOpen()));
        MessageHandler handler = acceptable ? acceptor.onFlow(flow) : null;
        if (handler == null) {
            flow.reject(0);
        } else {
            flow.accept(handler);
        }
        acks.hurry();
        return flow;
    }

    /** §3.6.3.6: the other end wants to know how much it may send. */
    public void probe(long flowId) {
        ReceiveFlow flow = flows.get(flowId);
        if (flow != null) {
            flow.ackAtOnce();
        }
    }

    /** All chunks of a packet have been processed. */
    public void endPacket(long now) {
        if (dataInPacket) {
            dataInPacket = false;
            acks.onDataPacket(now);
        }
    }

    /** Whether the other end takes more memory than any use of this protocol needs. */
    public boolean isAbused() {
        return flows.size() > MAX_BUFFERED_BYTES / (capacity + ReceiveFlow.MAX_MESSAGE_BYTES)
                && flows.values().stream().mapToLong(ReceiveFlow::buffered).sum() > MAX_BUFFERED_BYTES;
    }

    /** Whether acknowledgements must be sent even if there is nothing else to send. */
    public boolean isAckDue(long now) {
        if (acks.isDue(now) && acks.isEmpty()) {
            acks.clear();
        }
        return acks.isDue(now);
    }

    /**
     * Writes as many acknowledgements as fit (§3.6.3.4.5, §3.6.3.4.6).
     *
     * @param obligatory the packet is sent for them, so the first one may be cut
     */
    public void writeAcks(WireWriter out, boolean obligatory) {
        boolean first = obligatory;
        while (!acks.isEmpty()) {
            if (!acks.last().writeAck(out, first)) {
                return;
            }
            acks.removeLast();
            first = false;
        }
        acks.clear();
    }

    /** When acknowledgements fall due. */
    public long deadline() {
        return acks.deadline();
    }

    /** The session is over (§3.5.5). */
    public void abort() {
        List.copyOf(flows.values()).forEach(ReceiveFlow::abort);
        flows.clear();
        lingering.clear();
        acks.clear();
    }

    /** Forgets flows whose time is over. */
    private void expire(long now) {
        for (Lingering oldest = lingering.peek(); oldest != null && oldest.until <= now; oldest = lingering.peek()) {
            lingering.remove();
            flows.remove(oldest.flow.id());
        }
    }

    /** The flow of this number, null if there is none. */
    public @Nullable ReceiveFlow find(long id) {
        return flows.get(id);
    }
}
