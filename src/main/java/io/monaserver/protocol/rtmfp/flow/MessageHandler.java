package io.monaserver.protocol.rtmfp.flow;

import io.monaserver.protocol.rtmfp.packet.Slice;

/** Takes what comes out of a receiving flow. */
public interface MessageHandler {

    /** A whole message, whose bytes are good during this call only. */
    void onMessage(ReceiveFlow flow, Slice message);

    /** Fragments that will never come (§3.6.1.2): the messages they belong to are lost. */
    default void onGap(ReceiveFlow flow, long fragments) {}

    /** The sender closed the flow, and all of it was delivered. */
    default void onComplete(ReceiveFlow flow) {}

    /** The flow ended before it was complete: its session closed, or it was rejected for what it said later. */
    default void onAborted(ReceiveFlow flow) {}
}
