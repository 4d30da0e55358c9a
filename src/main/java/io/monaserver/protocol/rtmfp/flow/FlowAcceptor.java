package io.monaserver.protocol.rtmfp.flow;

import org.jspecify.annotations.Nullable;

/** Decides about flows that the other end opens. */
@FunctionalInterface
public interface FlowAcceptor {

    /** The handler of a new flow, by its metadata and association; null to reject it. */
    @Nullable
    MessageHandler onFlow(ReceiveFlow flow);
}
