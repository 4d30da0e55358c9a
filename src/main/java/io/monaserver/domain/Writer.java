package io.monaserver.domain;

/** How the domain talks to a peer. Implemented by each transport; called on the connection's loop only. */
public interface Writer {

    /**
     * Does one thing a script asked for. After the connection has closed this does nothing.
     *
     * <p>Nothing need be sent before {@link #flush}.
     */
    void write(Effect effect);

    /** Whether each of a script's writers has a pipe of its own here; see {@link Client#hasFlows}. */
    default boolean hasFlows() {
        return false;
    }

    /** Sends what was written. */
    void flush();

    /**
     * Tells the peer that it should go elsewhere, where its protocol can without ending the connection.
     *
     * @param address {@code host:port} of a server for the peer's protocol
     */
    default void suggest(String address) {}

    /** Ends the connection because of the server: told to the peer as its protocol can. */
    void close(CloseReason reason);

    /** Milliseconds of the last round trip, 0 while unknown. May be called on any thread. */
    int pingMs();

    /** Share of what was sent to the peer and got lost over the last seconds. May be called on any thread. */
    default double lostRate() {
        return 0;
    }

    /** Epoch milliseconds at which the peer was last heard. May be called on any thread. */
    long lastReceptionMs();
}
