package io.monaserver.domain.client;

import io.monaserver.codec.DataFormat;
import io.monaserver.common.ClientId;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * What a client brings when it connects to an application.
 *
 * @param id its id
 * @param protocol RTMP, RTMPE, HTTP, WebSocket or RTMFP
 * @param address where it connects from
 * @param path the application's path: empty for the root, else {@code /a/b}
 * @param query the query part of the URL, without the question mark
 * @param properties URL arguments, connect object, headers, cookies
 * @param parameters settings of the protocol
 * @param format how values are serialised for it
 */
public record SessionRequest(
        ClientId id,
        String protocol,
        InetSocketAddress address,
        String path,
        String query,
        Map<String, String> properties,
        Map<String, String> parameters,
        DataFormat format) {}
