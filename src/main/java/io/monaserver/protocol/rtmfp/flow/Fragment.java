package io.monaserver.protocol.rtmfp.flow;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a sending flow's queue (§3.6.2). Reused by its flow, and linked with all others in flight in the order of
 * their transmission.
 */
final class Fragment {

    @Nullable
    SendFlow flow;

    @Nullable
    OutgoingMessage message;

    long sequence;
    int offset;
    int length;
    int control;

    /** Acknowledged: the place is empty. */
    boolean gone;

    boolean everSent;
    boolean inFlight;
    boolean sentAbandoned;

    int naks;
    int transmitSize;
    long sentAt;
    long transmission;

    @Nullable
    Fragment before;

    @Nullable
    Fragment after;

    void reset(SendFlow owner, @Nullable OutgoingMessage of, long number) {
        flow = owner;
        message = of;
        sequence = number;
        offset = 0;
        length = 0;
        control = 0;
        gone = false;
        everSent = false;
        inFlight = false;
        sentAbandoned = false;
        naks = 0;
    }

    /** One without a message is the end of a flow, or nothing but a number. */
    boolean isAbandoned() {
        return message == null || message.isAbandoned();
    }

    boolean isPending() {
        return !gone && !inFlight && !isAbandoned();
    }
}
