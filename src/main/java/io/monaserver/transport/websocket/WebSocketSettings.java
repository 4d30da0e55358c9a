package io.monaserver.transport.websocket;

import io.monaserver.codec.DataFormat;
import io.monaserver.common.Clock;
import io.monaserver.domain.client.Sessions;
import io.monaserver.transport.net.Traffic;
import java.time.Duration;
import java.util.Map;

/**
 * What all WebSocket connections of a server share.
 *
 * @param sessions opens a session for each
 * @param json how values travel in text
 * @param timeout silence after which a client is closed; it is pinged at a third of it
 * @param publicationWait how long a live address waits for its publisher before it is closed
 * @param parameters the section {@code WebSocket} as scripts see it
 * @param clock for silence and round trips
 * @param traffic where connections are counted
 */
public record WebSocketSettings(
        Sessions sessions,
        DataFormat json,
        Duration timeout,
        Duration publicationWait,
        Map<String, String> parameters,
        Clock clock,
        Traffic traffic) {

    /**
     * Most bytes of one message, in one frame or several, and of all messages of a connection that wait for a script's
     * answer; beyond the first the connection is closed with 1009, beyond the second it is not read for a while.
     */
    static final int MOST_BYTES = 1 << 20;
}
