package io.monaserver.transport.http;

import io.monaserver.common.Clock;
import io.monaserver.config.HttpConfig;
import io.monaserver.domain.client.Sessions;
import io.monaserver.transport.net.Traffic;
import io.monaserver.transport.websocket.WebSocketSettings;
import java.nio.file.Path;
import java.util.Map;

/**
 * What all HTTP connections of a server share.
 *
 * @param sessions opens a session for each
 * @param www the folder of the applications
 * @param data the folder of persistent data, which is never served
 * @param config timeouts and the like
 * @param parameters the section {@code HTTP} as scripts see it
 * @param webSocket for connections that are upgraded
 * @param clock for dates and silence
 * @param traffic where connections are counted
 */
public record HttpSettings(
        Sessions sessions,
        Path www,
        Path data,
        HttpConfig config,
        Map<String, String> parameters,
        WebSocketSettings webSocket,
        Clock clock,
        Traffic traffic) {

    /** Most bytes of a request line; beyond it 414. */
    static final int MOST_LINE = 8 << 10;

    /** Most bytes of all headers of a request; beyond it 431. */
    static final int MOST_HEADERS = 32 << 10;

    /** Most bytes of a request's body; beyond it 413. */
    static final int MOST_BODY = 1 << 20;
}
