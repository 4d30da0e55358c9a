package io.monaserver.protocol.rtmfp.flow;

import io.monaserver.protocol.rtmfp.packet.AckRanges;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.DataAck;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.FlowException;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.UserData;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * One flow from the other end (§3.6.3): puts messages together, delivers them, and knows what to acknowledge.
 *
 * <table>
 * <caption>Limits</caption>
 * <tr><td>bytes waiting behind a gap, or while suspended</td><td>the capacity</td><td>one block of 1024 bytes is
 * advertised, never 0, as there are clients that take 0 for a failure; beyond the capacity and 64 KiB only what fills
 * the first gap is taken</td></tr>
 * <tr><td>message</td><td>{@value #MAX_MESSAGE_BYTES}</td><td>the flow is rejected</td></tr>
 * <tr><td>gaps</td><td>{@value SequenceSet#MAX_RUNS}</td><td>fragments that make more are dropped</td></tr>
 * </table>
 */
public final class ReceiveFlow {

    /** The largest message that is put together: RTMP's limit here. */
    public static final int MAX_MESSAGE_BYTES = 6 << 20;

    /** What a sender may have under way when the window closes; also its first window (§3.6.2). */
    private static final int SLACK = 65536;

    private static final int BLOCK = 1024;

    /** The most that an exception report takes. */
    private static final int EXCEPTION_LENGTH = 3 + 10 + 10;

    private final long id;
    private final byte[] metadata;
    private final @Nullable SendFlow association;
    private final SequenceSet seen = new SequenceSet();
    private final ReceiveBuffer buffer = new ReceiveBuffer();
    private final MessageAssembler assembler = new MessageAssembler();
    private final AckSchedule acks;
    private final int capacity;
    private @Nullable MessageHandler handler;
    private boolean rejected;
    private boolean networkOrder;
    private boolean suspended;
    private boolean delivering;
    private boolean completionTold;
    private long next = 1;
    private long finalSequence = -1;
    private long exceptionCode;
    private long advertisedBlocks = Long.MAX_VALUE;

    ReceiveFlow(UserData opening, @Nullable SendFlow association, AckSchedule acks, int capacity) {
        this.id = opening.flowId();
        this.metadata = opening.options() == null || opening.options().metadata() == null
                ? new byte[0]
                : opening.options().metadata().toBytes();
        this.association = association;
        this.acks = acks;
        this.capacity = capacity;
    }

    /** The sender's number. */
    public long id() {
        return id;
    }

    /** What the sender says it is for. */
    public byte[] metadata() {
        return metadata;
    }

    /** The flow of this end that it answers, null if none. */
    public @Nullable SendFlow association() {
        return association;
    }

    /** Whether messages may still come. */
    public boolean isOpen() {
        return !rejected && !isComplete();
    }

    /** Whether all numbers up to the final one have come (§3.6.3.8). */
    boolean isComplete() {
        return finalSequence >= 0 && seen.cumulative() >= finalSequence;
    }

    /** Delivers messages as soon as they are whole, even before earlier ones (RFC 7425 §5.1.1). */
    public void deliverInNetworkOrder() {
        networkOrder = true;
    }

    /** Holds messages back until {@link #resume()}. */
    public void suspend() {
        suspended = true;
    }

    /** Delivers what was held back, and what comes. */
    public void resume() {
        if (suspended) {
            suspended = false;
            ackAtOnce();
            deliver();
        }
    }

    /** Tells the sender that this flow is unwanted (§3.6.3.7). */
    public void reject(long code) {
        if (!rejected) {
            rejected = true;
            exceptionCode = code;
            buffer.clear();
            assembler.drop();
            assembler.release();
            ackAtOnce();
        }
    }

    void accept(MessageHandler handler) {
        this.handler = handler;
    }

    /** Ends before its time: the other end breaks its rules, or the session is over. */
    void abort() {
        if (!rejected && !completionTold && handler != null) {
            reject(0);
            handler.onAborted(this);
        }
        reject(0);
    }

    void ackAtOnce() {
        acks.add(this);
        acks.hurry();
    }

    /** §3.6.3.2, steps 3 to 16. */
    void receive(UserData data) {
        acks.add(this);
        if (data.options() != null && !data.options().isUnderstood()) {
            abort();
        }
        long number = data.sequenceNumber();
        boolean duplicate = seen.contains(number);
        if (!isOpen() || advertisedBlocks < 2 || data.isAbandoned() || seen.hasGaps() || duplicate) {
            acks.hurry();
        }
        boolean beyondEnd = finalSequence >= 0 && number > finalSequence;
        if (!duplicate && !beyondEnd && !isFull(number) && seen.add(number)) {
            if (data.isFinal() && finalSequence < 0) {
                finalSequence = number;
                acks.hurry();
            }
            seen.add(0, data.forwardSequenceNumber());
            keep(data);
        } else {
            seen.add(0, data.forwardSequenceNumber());
        }
        if (seen.hasGaps() || capacity - buffer.bytes() < BLOCK || isComplete()) {
            acks.hurry();
        }
        deliver();
    }

    /** Whether there is no room for this fragment; one that lets others go is always welcome. */
    private boolean isFull(long number) {
        boolean fillsGap = !suspended && number == seen.cumulative() + 1;
        return !fillsGap && buffer.bytes() > capacity + SLACK;
    }

    private void keep(UserData data) {
        if (rejected || data.isAbandoned()) {
            return;
        }
        long number = data.sequenceNumber();
        if (number == next && number <= seen.cumulative() && !suspended) {
            next++;
            consume(data.fragmentControl(), data.data());
            return;
        }
        if (number < next) {
            return;
        }
        buffer.put(number, data.fragmentControl(), data.data());
        if (networkOrder && !suspended) {
            Slice message = buffer.takeEarly(number);
            if (message != null) {
                tell(message);
            }
        }
    }

    /** Delivers all that is in sequence; numbers that never came are a gap. */
    private void deliver() {
        if (delivering) {
            return;
        }
        long cumulative = seen.cumulative();
        while (!rejected && !suspended && next <= cumulative) {
            long present = buffer.ceiling(next);
            if (present == next) {
                ReceiveBuffer.Part part = buffer.remove(next++);
                if (part.data() != null) {
                    consume(part.control(), part.data());
                }
            } else {
                long until = present < 0 || present > cumulative ? cumulative + 1 : present;
                skip(until);
            }
        }
        tellCompletion();
    }

    private void consume(int control, Slice data) {
        Slice message = assembler.add(control, data);
        if (assembler.length() > MAX_MESSAGE_BYTES) {
            abort();
        } else if (message != null) {
            tell(message);
            assembler.release();
        }
    }

    private void tell(Slice message) {
        if (handler != null) {
            delivering = true;
            handler.onMessage(this, message);
            delivering = false;
        }
    }

    /** §3.6.1.2: the user is told of gaps. */
    private void skip(long until) {
        long missing = until - next;
        next = until;
        assembler.drop();
        if (handler != null) {
            handler.onGap(this, missing);
        }
    }

    private void tellCompletion() {
        if (isComplete() && !rejected && !completionTold && next > finalSequence) {
            completionTold = true;
            if (handler != null) {
                handler.onComplete(this);
            }
        }
    }

    /** The memory in use. */
    int buffered() {
        return buffer.bytes() + assembler.length();
    }

    /**
     * Writes what is to be acknowledged (§3.6.3.4.3), cut to what fits if it must go out now.
     *
     * @return false if it does not fit, and nothing was written
     */
    boolean writeAck(WireWriter out, boolean cut) {
        int start = out.position();
        FlowException exception = rejected ? new FlowException(id, exceptionCode) : null;
        DataAck ack = new DataAck(id, blocks(), seen.cumulative(), seen.further());
        int length = AckRanges.compactLength(ack) + (exception == null ? 0 : EXCEPTION_LENGTH);
        if (length > out.remaining() && !cut) {
            return false;
        }
        if (exception != null) {
            exception.write(out);
        }
        AckRanges.writeCompact(ack, out);
        advertisedBlocks = ack.bufferBlocks();
        return out.position() > start;
    }

    /**
     * §3.6.3.5. Departs in advertising one block where a suspended flow would have none: MonaServer and librtmfp close
     * the flow or the session on 0. What has come of a message in progress takes no room, or one larger than the
     * capacity would come at the pace of such blocks.
     */
    private long blocks() {
        return Math.max(1, (capacity - buffer.bytes() + BLOCK - 1) / BLOCK);
    }
}
