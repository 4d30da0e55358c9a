package io.monaserver.protocol.rtmfp;

/** The user of an endpoint: says who is here, and takes sessions. */
public interface EndpointHandler {

    /** Decides about a hello; whether it selects this endpoint's own certificate is told beside. */
    default HelloAnswer onHello(Hello hello, boolean forUs) {
        return forUs ? HelloAnswer.RESPOND : HelloAnswer.DROP;
    }

    /** Somebody has opened a session. Its certificate is proven only when something arrives on it. */
    SessionHandler onSession(Session session);

    /** Something was dropped. */
    default void onDrop(DropReason reason) {}
}
