package io.monaserver.domain;

import io.monaserver.codec.DataFormat;
import io.monaserver.common.ClientId;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * A connected client as everyone but its own session sees it. Facts are fixed for the life of the connection; what
 * changes is read from counters. Safe on any thread.
 */
public interface Client {

    /** Its id. */
    ClientId id();

    /** RTMP, RTMPE, HTTP, WebSocket or RTMFP. */
    String protocol();

    /** Where it connects from; over UDP this can change. */
    InetSocketAddress address();

    /** The application's path: empty for the root, else {@code /a/b}. */
    String path();

    /** The query part of the URL, without the question mark. */
    String query();

    /** What the connection brought along: URL arguments, connect object, headers, cookies. */
    Map<String, String> properties();

    /** Settings of its protocol: timeout and the like. */
    Map<String, String> parameters();

    /** How values are serialised for this client. */
    DataFormat format();

    /** Milliseconds of the last round trip, 0 while unknown. */
    int pingMs();

    /** Share of what was sent to it and got lost over the last seconds, 0 to 1; 0 where nothing can be lost. */
    default double lostRate() {
        return 0;
    }

    /** Epoch milliseconds at which it was last heard. */
    long lastReceptionMs();

    /**
     * Whether each writer of a script has a pipe of its own, which may be unreliable. What is written by any but the
     * main one comes as {@link Effect.Through} then; otherwise it comes as if written by the main one.
     */
    default boolean hasFlows() {
        return false;
    }

    /**
     * Scripts say whether they have a word on the files that this client reads. Until they say no they are asked.
     */
    default void decidesReads(boolean decides) {}

    /** Does these things to the client, in order. Ignored when the session has ended. */
    void send(List<Effect> effects);
}
