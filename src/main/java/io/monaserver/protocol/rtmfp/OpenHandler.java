package io.monaserver.protocol.rtmfp;

/** Who wants a session with somebody. */
public interface OpenHandler {

    /** It is open. */
    SessionHandler onOpen(Session session);

    /** Nobody answered in time, or nobody with whom keys can be agreed on. */
    default void onFailed() {}
}
