package io.monaserver.protocol.rtmfp.flow;

import io.monaserver.protocol.rtmfp.flow.CongestionControl.Feedback;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.BufferProbe;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.DataAck;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All flows that one session sends: whose turn it is, and how much may go (§3.6.2). */
public final class SendingFlows {

    /** §2.3.11.1.1. */
    public static final int MAX_METADATA = 512;

    /** §3.6.2.11: a flow's number stays taken for so long. */
    private static final long LINGER_MS = 130_000;

    /** MonaServer: its first flow is 2; some clients' logs expect that. */
    private static final long FIRST_ID = 2;

    /** §3.5.2.1: how long a request to give way counts. */
    private static final long YIELD_MS = 800;

    private final RoundTrip roundTrip;
    private final CongestionControl congestion;
    private final TimeCriticality ownCriticality = new TimeCriticality();
    private final TimeCriticality sharedCriticality;
    private final Map<Long, SendFlow> byId = new HashMap<>();
    private final List<SendFlow> active = new ArrayList<>();
    private final ArrayDeque<Lingering> lingering = new ArrayDeque<>();

    private final InFlight inFlight = new InFlight();
    private final Burst burst = new Burst();
    private @Nullable SendFlow ready;
    private Feedback feedback = new Feedback();
    private boolean ackInPacket;
    private boolean acknowledgedNew;
    private boolean wroteTimeCritical;
    private long alarm = AckSchedule.NEVER;

    /** When a silence that has not been judged first counted as a loss. */
    private long silence = AckSchedule.NEVER;

    private long nextId = FIRST_ID;
    private long askedToYieldAt = -YIELD_MS;
    private int turn;
    private int packetRoom;
    private long now;

    private record Lingering(long id, long until) {}

    /**
     * Flows paced by these.
     *
     * @param shared what the endpoint's sessions know of each other's real-time data
     */
    public SendingFlows(RoundTrip roundTrip, CongestionControl congestion, TimeCriticality shared) {
        this.roundTrip = roundTrip;
        this.congestion = congestion;
        this.sharedCriticality = shared;
    }

    /** Tells the time, and the bytes that chunks may take in one packet. */
    public void prepare(long time, int room) {
        now = time;
        packetRoom = room;
    }

    long now() {
        return now;
    }

    int packetRoom() {
        return packetRoom;
    }

    /**
     * Opens a flow (§3.6.2.1).
     *
     * @param answered the received flow that it answers, null if none
     * @param sessionOpen whether there may be flows at all
     */
    public SendFlow open(byte[] metadata, @Nullable ReceiveFlow answered, FlowSettings settings, boolean sessionOpen) {
        if (metadata.length > MAX_METADATA) {
            throw new IllegalArgumentException(
                    "metadata length: " + metadata.length + " (expected: at most " + MAX_METADATA + ")");
        }
        Long association = answered == null ? null : answered.id();
        SendFlow flow = new SendFlow(this, nextId++, metadata.clone(), association, settings);
        if (!sessionOpen || (answered != null && !answered.isOpen())) {
            flow.abort();
        } else {
            byId.put(flow.id(), flow);
            active.add(flow);
        }
        return flow;
    }

    /** The flow of this number, null if there is none. */
    public @Nullable SendFlow find(long id) {
        return byId.get(id);
    }

    /** Bytes under way. */
    public long outstanding() {
        return inFlight.bytes();
    }

    /** Bytes of messages that wait to be sent for the first time, or again. */
    public long unsentBytes() {
        long bytes = 0;
        for (SendFlow flow : active) {
            bytes += flow.unsentBytes();
        }
        return bytes;
    }

    /** Writes data, which {@link #isReady()} has found, as far as they are allowed and fit. */
    public boolean writeData(WireWriter out) {
        boolean any = false;
        boolean critical = false;
        for (SendFlow flow = ready; flow != null; ) {
            if (!flow.writeData(out, now)) {
                break;
            }
            any = true;
            critical |= flow.isTimeCritical();
            SendFlow next = nextReady(flow);
            flow = next == flow || inFlight.bytes() >= congestion.window() ? null : next;
        }
        wroteTimeCritical = critical;
        if (any) {
            turn++;
            burst.sent(now);
            alarm = now + roundTrip.timeoutMs();
            if (critical) {
                ownCriticality.sent(now);
                sharedCriticality.sent(now);
            }
        }
        return any;
    }

    /** Whether data may go out now and there are some. */
    public boolean isReady() {
        ready = hasRoom() && burst.allows(now, packetMs()) ? nextReady(null) : null;
        return ready != null;
    }

    private boolean hasRoom() {
        return !active.isEmpty() && inFlight.bytes() < congestion.window();
    }

    private double packetMs() {
        return Burst.packetMs(roundTrip.smoothedMs(), congestion.window());
    }

    /** Whether the data written last were real-time ones. */
    public boolean wroteTimeCritical() {
        return wroteTimeCritical;
    }

    /** The ready flow of the highest priority, equal ones in turn. */
    private @Nullable SendFlow nextReady(@Nullable SendFlow except) {
        SendFlow best = null;
        int size = active.size();
        for (int i = 0; i < size; i++) {
            SendFlow flow = active.get((i + turn) % size);
            boolean better = best == null || flow.priority().compareTo(best.priority()) < 0;
            if (better && flow != except && flow.isReady(now)) {
                best = flow;
            }
        }
        return best;
    }

    /** A fragment went out. */
    void sent(Fragment fragment) {
        inFlight.sent(fragment, now);
    }

    /** A packet's chunks are about to be processed. */
    public void beginPacket() {
        feedback = new Feedback();
        feedback.outstandingBefore = inFlight.peak();
        ackInPacket = false;
        acknowledgedNew = false;
    }

    /** Takes an acknowledgement. */
    public void acknowledged(DataAck ack) {
        ackInPacket = true;
        feedback.acks = true;
        burst.heard();
        SendFlow flow = byId.get(ack.flowId());
        if (flow != null && !flow.isComplete()) {
            flow.acknowledged(ack);
            flow.probing.update(flow.isSuspended(), now, roundTrip.timeoutMs());
        }
    }

    /** A fragment under way has arrived. */
    void acknowledged(Fragment fragment) {
        inFlight.acknowledged(fragment);
        acknowledgedNew = true;
        feedback.ackedBytes += fragment.transmitSize;
    }

    /** When the oldest of what is under way went out; now if there is none. */
    long oldestSentAt() {
        return inFlight.oldestSentAt(now);
    }

    /** Takes a rejection. */
    public void rejected(long flowId, long code) {
        SendFlow flow = byId.get(flowId);
        if (flow != null && !flow.isComplete()) {
            flow.rejected(code);
        }
    }

    void completed(SendFlow flow) {
        active.remove(flow);
        lingering.add(new Lingering(flow.id(), now + LINGER_MS));
    }

    /**
     * The far end told, in the packet's header, that it receives real-time data from others, so it wants to be spared
     * (§3.5.2.1).
     */
    public void askedToYield() {
        askedToYieldAt = now;
    }

    /** All chunks of a packet have been processed. */
    public void endPacket() {
        if (!ackInPacket) {
            return;
        }
        if (alarm != AckSchedule.NEVER) {
            alarm = now + roundTrip.timeoutMs();
        }
        // Departs from §3.6.2.5 in counting only where something new is acknowledged: repeated acknowledgements say
        // nothing about the order of arrival.
        if (acknowledgedNew) {
            InFlight.Missing missing = inFlight.countNaks(SendingFlows::lost);
            feedback.naks = missing != InFlight.Missing.NOTHING;
            feedback.loss = missing == InFlight.Missing.LOSS;
        }
        judgeSilence();
        boolean fast = now - askedToYieldAt >= YIELD_MS && !sharedCriticality.isSent(now);
        congestion.update(feedback, fast, ownCriticality.isSent(now));
        while (!lingering.isEmpty() && lingering.getFirst().until <= now) {
            byId.remove(lingering.removeFirst().id);
        }
    }

    /**
     * What is heard first after a silence tells by its echo when that was sent which made the other end speak (RFC
     * 3522): if it was before the silence counted as a loss, then all was only late, and the path is as good as it was.
     */
    private void judgeSilence() {
        if (silence != AckSchedule.NEVER && roundTrip.isMeasuredAt(now)) {
            if (roundTrip.echoedFrom() < silence) {
                congestion.takeBackTimeout();
            } else {
                congestion.confirmTimeout();
            }
            silence = AckSchedule.NEVER;
        }
    }

    private static void lost(Fragment fragment) {
        SendFlow flow = fragment.flow;
        if (flow != null) {
            flow.lost(fragment);
        }
    }

    /** §3.6.2.6: nothing was heard for too long. */
    public void onTimer() {
        if (now < alarm) {
            return;
        }
        boolean loss = !inFlight.isEmpty();
        inFlight.loseAll(SendingFlows::lost);
        burst.heard();
        if (loss) {
            roundTrip.backOff();
            silence = Math.min(silence, now);
        }
        congestion.timedOut(loss);
        alarm = AckSchedule.NEVER;
    }

    /** Gives a probe for each flow that is due for one (§3.6.2.9.1). */
    public void collectProbes(Consumer<? super BufferProbe> chunks) {
        for (SendFlow flow : active) {
            flow.probing.update(flow.isSuspended(), now, roundTrip.timeoutMs());
            if (flow.probing.isDue(now, roundTrip.timeoutMs())) {
                chunks.accept(new BufferProbe(flow.id()));
            }
        }
    }

    /** When to be asked again. */
    public long deadline() {
        long deadline = alarm;
        if (hasRoom() && !burst.allows(now, packetMs()) && nextReady(null) != null) {
            deadline = Math.min(deadline, burst.deadline(packetMs()));
        }
        for (SendFlow flow : active) {
            deadline = Math.min(deadline, flow.probing.deadline());
        }
        return deadline;
    }

    /** The session is over (§3.5.5). */
    public void abort() {
        List.copyOf(active).forEach(SendFlow::abort);
        active.clear();
        ready = null;
        byId.clear();
        inFlight.clear();
        alarm = AckSchedule.NEVER;
    }
}
