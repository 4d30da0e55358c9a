package io.monaserver.protocol.rtmfp.flow;

import io.monaserver.protocol.rtmfp.packet.FragmentControl;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.DataAck;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import org.jspecify.annotations.Nullable;

/** One flow to the other end (§3.6.2). Messages are queued here and sent when their session is flushed. */
public final class SendFlow {

    private static final byte[] NOTHING = new byte[0];

    /** §3.6.2: what the receiver is assumed to take before it says so. */
    private static final long INITIAL_WINDOW = 65536;

    private static final int BLOCK = 1024;

    private final SendingFlows flows;
    private final long id;
    private final byte[] metadata;
    private final FlowPriority priority;
    private final SendHandler handler;
    private final FragmentQueue queue = new FragmentQueue();
    private final FragmentWriter writer;
    private State state = State.OPEN;
    private long window = INITIAL_WINDOW;
    private long outstanding;
    private long queuedBytes;
    private long pending;

    /** Fragments in the queue whose message was given up, or that have none. */
    private long abandoned;

    private long cursor = 1;
    private long live;
    private long finalSequence = -1;
    private long sentFragments;
    private long lostFragments;
    private long lostMessages;
    private boolean exception;
    final BufferProbing probing = new BufferProbing();

    private enum State {
        OPEN,
        CLOSING,
        COMPLETE,
        ABORTED
    }

    SendFlow(SendingFlows flows, long id, byte[] metadata, @Nullable Long association, FlowSettings settings) {
        this.flows = flows;
        this.id = id;
        this.metadata = metadata;
        this.priority = settings.priority();
        this.handler = settings.handler();
        this.writer = new FragmentWriter(id, metadata, association);
    }

    /** This end's number of the flow. */
    public long id() {
        return id;
    }

    /** What it is for. */
    public byte[] metadata() {
        return metadata.clone();
    }

    /** Whether messages may be written. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether the other end does not want it. */
    public boolean isRejected() {
        return exception;
    }

    FlowPriority priority() {
        return priority;
    }

    /** Bytes of messages that were neither acknowledged nor given up. */
    public long queuedBytes() {
        return queuedBytes;
    }

    long unsentBytes() {
        return Math.max(0, queuedBytes - outstanding);
    }

    /** Fragments that went out, repeated ones each time. */
    public long sentFragments() {
        return sentFragments;
    }

    /** Fragments that got lost on the way. */
    public long lostFragments() {
        return lostFragments;
    }

    /** Messages of which a fragment got lost on the way, repeated or not. */
    public long lostMessages() {
        return lostMessages;
    }

    /**
     * Queues a message (§3.6.2.2). Its bytes must not change any more.
     *
     * @param head the part that is this session's own
     * @param body the part that others may share
     */
    public OutgoingMessage write(byte[] head, Slice body, Reliability reliability) {
        OutgoingMessage message = new OutgoingMessage(this, head, body, reliability, flows.now());
        if (state != State.OPEN) {
            message.setAbandoned();
            return message;
        }
        int room = writer.room(flows.packetRoom());
        int length = message.length();
        int offset = 0;
        do {
            Fragment fragment = queue.append(this, message);
            fragment.offset = offset;
            fragment.length = Math.min(room, length - offset);
            offset += fragment.length;
            fragment.control = FragmentControl.of(fragment.offset == 0, offset == length);
            live++;
            pending++;
            message.lastSequence = fragment.sequence;
        } while (offset < length);
        queuedBytes += length;
        return message;
    }

    /** Queues a message that nobody shares. */
    public OutgoingMessage write(byte[] message, Reliability reliability) {
        return write(NOTHING, Slice.of(message), reliability);
    }

    long nextSequence() {
        return queue.end();
    }

    /** §3.6.2.11: no more messages; those that are queued are still delivered. */
    public void close() {
        if (state != State.OPEN) {
            return;
        }
        state = State.CLOSING;
        Fragment tail = queue.isEmpty() ? null : queue.get(queue.end() - 1);
        if (tail == null || tail.gone || tail.everSent) {
            tail = queue.append(this, null);
            live++;
            abandoned++;
        }
        finalSequence = tail.sequence;
    }

    /** The session is over. */
    void abort() {
        if (state == State.OPEN || state == State.CLOSING) {
            state = State.ABORTED;
            handler.onAborted(this);
        }
        state = State.ABORTED;
    }

    /** §3.6.2.7: all fragments of a message are given up, and none is taken back. */
    void abandon(OutgoingMessage message) {
        if (message.isAbandoned()) {
            return;
        }
        for (long i = Math.max(message.firstSequence, queue.first()); i <= message.lastSequence; i++) {
            Fragment fragment = queue.get(i);
            if (!fragment.gone) {
                queuedBytes -= fragment.length;
                pending -= fragment.isPending() ? 1 : 0;
                abandoned++;
            }
        }
        message.setAbandoned();
    }

    /** §3.6.2.3: whether there is something to send, and room for it at the other end. */
    boolean isReady(long now) {
        return live > 0 && (exception || window > outstanding) && nextEligible(now) != null;
    }

    /** Whether the receiver lets nothing through (§3.6.2.9.1). */
    boolean isSuspended() {
        return window == 0 && !exception && live > 0;
    }

    boolean isComplete() {
        return state == State.COMPLETE;
    }

    /** Whether one of its messages has real-time data. */
    boolean isTimeCritical() {
        return priority.isTimeCritical();
    }

    /** The first fragment that may be sent now; expired messages are given up on the way. */
    private @Nullable Fragment nextEligible(long now) {
        if (pending == 0 && abandoned == 0 && finalSequence < 0) {
            return null;
        }
        if (queue.isEmpty()) {
            return null;
        }
        Fragment head = queue.get(queue.first());
        expire(head, now);
        if (!head.inFlight && head.isAbandoned()) {
            return head;
        }
        for (long i = Math.max(cursor, queue.first()); pending > 0 && i < queue.end(); i++) {
            Fragment fragment = queue.get(i);
            if (fragment.isPending()) {
                expire(fragment, now);
            }
            if (fragment.isPending()) {
                cursor = i;
                return isBehind(fragment, now) ? null : fragment;
            }
        }
        if (finalSequence >= queue.first()) {
            Fragment last = queue.get(finalSequence);
            return last.gone || last.inFlight ? null : last;
        }
        return null;
    }

    private boolean isBehind(Fragment fragment, long now) {
        OutgoingMessage message = fragment.message;
        return message != null && message.isBehind(flows.oldestSentAt(), now);
    }

    private void expire(Fragment fragment, long now) {
        OutgoingMessage message = fragment.message;
        if (message != null && !fragment.inFlight && !message.isAbandoned() && message.isExpired(now)) {
            abandon(message);
        }
    }

    /**
     * Drops abandoned fragments from the front (§3.6.2.3), as long as another chunk will tell the receiver of it; if
     * all that follows is in flight, one stays to go as a Forward Sequence Number Update (§3.6.2.7.1).
     */
    private void trim() {
        while (abandoned > 0 && live >= 2) {
            Fragment head = queue.get(queue.first());
            if (head.inFlight || !head.isAbandoned() || !hasEligibleAfter(head)) {
                return;
            }
            remove(head);
        }
    }

    private boolean hasEligibleAfter(Fragment head) {
        if (pending > 0) {
            return true;
        }
        long number = head.sequence + 1;
        while (number < queue.end() && queue.get(number).gone) {
            number++;
        }
        return number < queue.end() && !queue.get(number).inFlight;
    }

    /** §3.6.2.3. */
    private long forwardSequenceNumber() {
        Fragment head = queue.get(queue.first());
        boolean stillComing = !head.isAbandoned() || (head.inFlight && !head.sentAbandoned);
        return stillComing ? head.sequence - 1 : head.sequence;
    }

    /** Writes as many fragments as fit and may be sent; false if there was none. */
    boolean writeData(WireWriter out, long now) {
        trim();
        if (queue.isEmpty()) {
            return false;
        }
        writer.begin(forwardSequenceNumber());
        Fragment fragment = nextEligible(now);
        while (fragment != null && (exception || window > outstanding)) {
            int start = out.position();
            if (!writer.write(out, fragment, fragment.sequence == finalSequence)) {
                break;
            }
            sent(fragment, out.position() - start);
            fragment = nextEligible(now);
        }
        return writer.hasWritten();
    }

    private void sent(Fragment fragment, int size) {
        pending -= fragment.isPending() ? 1 : 0;
        fragment.inFlight = true;
        fragment.everSent = true;
        fragment.naks = 0;
        fragment.sentAbandoned = fragment.isAbandoned();
        fragment.transmitSize = size;
        outstanding += size;
        sentFragments++;
        flows.sent(fragment);
    }

    /** §3.6.2.4. */
    void acknowledged(DataAck ack) {
        writer.introduced();
        window = ack.bufferBlocks() < 0 ? Long.MAX_VALUE : Math.min(ack.bufferBlocks(), Long.MAX_VALUE / BLOCK) * BLOCK;
        long[] ranges = ack.ranges();
        acknowledge(queue.first(), ack.cumulativeAck());
        for (int i = 0; i + 1 < ranges.length; i += 2) {
            acknowledge(ranges[i], ranges[i + 1]);
        }
        if (state == State.CLOSING && queue.isEmpty()) {
            state = State.COMPLETE;
            flows.completed(this);
            handler.onComplete(this);
        }
    }

    /**
     * Departs from §3.6.2.4, step 4, in taking the receiver's word also for fragments that were thought lost: that only
     * spares a repetition.
     */
    private void acknowledge(long from, long to) {
        long last = Math.min(to, queue.end() - 1);
        long number = Math.max(from, queue.first());
        while (number <= last) {
            Fragment fragment = queue.get(number);
            if (!fragment.gone && fragment.everSent) {
                remove(fragment);
            }
            number = Math.max(number + 1, queue.first());
        }
    }

    /** Takes a fragment out of the queue, and the empty places before the next one. */
    private void remove(Fragment fragment) {
        if (fragment.inFlight) {
            flows.acknowledged(fragment);
            outstanding -= fragment.transmitSize;
            fragment.inFlight = false;
        } else if (fragment.isPending()) {
            pending--;
        }
        if (fragment.isAbandoned()) {
            abandoned--;
        } else {
            queuedBytes -= fragment.length;
        }
        fragment.gone = true;
        live--;
        while (!queue.isEmpty() && queue.get(queue.first()).gone) {
            queue.removeFirst();
        }
    }

    /** The network lost a fragment (§3.6.2.5, §3.6.2.6): it goes again, or its message is given up. */
    void lost(Fragment fragment) {
        fragment.inFlight = false;
        outstanding -= fragment.transmitSize;
        lostFragments++;
        OutgoingMessage message = fragment.message;
        if (message == null || message.isAbandoned()) {
            return;
        }
        if (message.suffersLoss()) {
            lostMessages++;
        }
        pending++;
        cursor = Math.min(cursor, fragment.sequence);
        if (!message.repeats()) {
            abandon(message);
        }
    }

    /** §3.6.2.10: the receiver rejects the flow. */
    void rejected(long code) {
        boolean first = !exception;
        exception = true;
        boolean wasOpen = state == State.OPEN;
        close();
        for (long i = queue.first(); i < queue.end(); i++) {
            OutgoingMessage message = queue.get(i).message;
            if (message != null) {
                abandon(message);
            }
        }
        if (first && wasOpen) {
            handler.onException(this, code);
        }
    }
}
