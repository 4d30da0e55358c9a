package io.monaserver.protocol.rtmfp.flow;

/** Hears what becomes of a sending flow. */
public interface SendHandler {

    /** Does not care. */
    SendHandler NONE = new SendHandler() {};

    /** The other end does not want it (§3.6.2.10); the flow is closed. */
    default void onException(SendFlow flow, long code) {}

    /** All of it has arrived or was given up. */
    default void onComplete(SendFlow flow) {}

    /** Its session is over. */
    default void onAborted(SendFlow flow) {}
}
