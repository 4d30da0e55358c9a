package io.monaserver.protocol.rtmfp.flow;

import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireWriter;

/**
 * A message on its way in one flow. Its body is shared with the same message in other sessions and is copied once, into
 * the packet; only the head is this flow's own.
 */
public final class OutgoingMessage {

    private final SendFlow flow;
    private final byte[] head;
    private final Slice body;
    private final boolean repeats;
    private final long lifetimeMs;
    private final long deadline;
    final long firstSequence;
    long lastSequence;
    private boolean abandoned;
    private boolean suffered;

    OutgoingMessage(SendFlow flow, byte[] head, Slice body, Reliability reliability, long now) {
        this.flow = flow;
        this.head = head;
        this.body = body;
        this.repeats = reliability.repeats();
        this.lifetimeMs = reliability.lifetimeMs();
        this.deadline = reliability.lifetimeMs() == Long.MAX_VALUE ? Long.MAX_VALUE : now + reliability.lifetimeMs();
        this.firstSequence = flow.nextSequence();
        this.lastSequence = firstSequence;
    }

    /** Gives the message up, whatever part of it has arrived (§3.6.2.7). */
    public void abandon() {
        flow.abandon(this);
    }

    /** Whether it was given up. */
    public boolean isAbandoned() {
        return abandoned;
    }

    void setAbandoned() {
        abandoned = true;
    }

    /** A fragment of it got lost; true if it is the first one. */
    boolean suffersLoss() {
        boolean first = !suffered;
        suffered = true;
        return first;
    }

    boolean repeats() {
        return repeats;
    }

    boolean isExpired(long now) {
        return now >= deadline;
    }

    /**
     * Whether it would come too late if it went now, since what went a lifetime ago is still on its way: the path holds
     * more than that, so it waits until the path is empty or its own lifetime is over.
     */
    boolean isBehind(long oldestSentAt, long now) {
        return lifetimeMs != Long.MAX_VALUE && now - oldestSentAt > lifetimeMs;
    }

    int length() {
        return head.length + body.length();
    }

    /** Writes a range of head and body. */
    void write(WireWriter out, int offset, int length) {
        int ofHead = Math.max(0, Math.min(length, head.length - offset));
        if (ofHead > 0) {
            out.write(head, offset, ofHead);
        }
        out.write(body.array(), body.offset() + offset + ofHead - head.length, length - ofHead);
    }
}
