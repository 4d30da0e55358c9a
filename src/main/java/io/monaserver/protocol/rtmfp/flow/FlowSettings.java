package io.monaserver.protocol.rtmfp.flow;

/**
 * How a sending flow behaves.
 *
 * @param priority its rank among the flows of its session
 * @param handler hears what becomes of it
 */
public record FlowSettings(FlowPriority priority, SendHandler handler) {

    /** One among others, whose end nobody awaits. */
    public static final FlowSettings NORMAL = new FlowSettings(FlowPriority.NORMAL, SendHandler.NONE);
}
