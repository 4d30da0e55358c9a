package io.monaserver.domain;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * Somebody who says hello, and is no client yet.
 *
 * @param protocol RTMFP
 * @param address where the hello comes from, which nobody has proven
 * @param path of the application that the URL names: empty for the root, else {@code /a/b}
 * @param properties the arguments in the URL
 * @param attempts how often it has said so, this time included
 */
public record Newcomer(
        String protocol, InetSocketAddress address, String path, Map<String, String> properties, int attempts) {}
