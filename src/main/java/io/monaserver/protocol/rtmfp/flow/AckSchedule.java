package io.monaserver.protocol.rtmfp.flow;

import java.util.ArrayList;

/** Which flows of a session have something to acknowledge, and when it does so (§3.6.3.4.1). */
final class AckSchedule {

    static final long NEVER = Long.MAX_VALUE;

    /** §3.6.3.4.4. */
    private static final long DELAY_MS = 200;

    private static final int PACKETS_PER_ACK = 2;

    private final ArrayList<ReceiveFlow> flows = new ArrayList<>();
    private boolean due;
    private int packets;
    private long deadline = NEVER;

    /** A flow has something to acknowledge. */
    void add(ReceiveFlow flow) {
        if (!flows.contains(flow)) {
            flows.add(flow);
        }
    }

    boolean isEmpty() {
        return flows.isEmpty();
    }

    /** The flow that was added last. */
    ReceiveFlow last() {
        return flows.get(flows.size() - 1);
    }

    void removeLast() {
        flows.remove(flows.size() - 1);
    }

    /** As soon as is practical. */
    void hurry() {
        due = true;
    }

    /** A packet with data was processed. */
    void onDataPacket(long now) {
        packets++;
        if (packets >= PACKETS_PER_ACK) {
            due = true;
        } else if (!due && deadline == NEVER) {
            deadline = now + DELAY_MS;
        }
    }

    boolean isDue(long now) {
        return due || now >= deadline;
    }

    long deadline() {
        return due ? 0 : deadline;
    }

    /** Nothing is left to acknowledge. */
    void clear() {
        flows.clear();
        due = false;
        packets = 0;
        deadline = NEVER;
    }
}
