package io.monaserver.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;

/** Facts about host names in the configuration: whether one can be bound, how one is written beside a port. */
final class HostNames {

    static final String WILDCARD = "0.0.0.0";

    private HostNames() {}

    /** Whether this machine can bind the host: a wildcard, or one of its own addresses. */
    static boolean isLocal(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException ignored) {
            return false;
        }
    }

    static boolean isWildcard(String host) {
        return host.equals(WILDCARD) || host.equals("::") || host.equals("[::]") || host.equals("*");
    }

    /** Without a port: {@code www.host.com:1935} gives {@code www.host.com}; brackets of IPv6 are taken off. */
    static String withoutPort(String host) {
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? host : host.substring(1, end);
        }
        int colon = host.indexOf(':');
        return colon >= 0 && colon == host.lastIndexOf(':') ? host.substring(0, colon) : host;
    }

    static String withPort(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
