package io.monaserver.domain;

import io.monaserver.common.IpAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Where clients reach another server by a protocol. */
public final class PublicAddress {

    private PublicAddress() {}

    /**
     * What the server announces, unresolved where that is a name; empty while the protocol is off there. An address
     * that means its own machine, or any, is replaced by that of its link, which at least this server can reach.
     */
    public static Optional<InetSocketAddress> of(ServerInfo server, String protocol) {
        String section = protocol.startsWith("RTMP") && !protocol.equals("RTMFP") ? "RTMP" : protocol;
        String announced = server.configs().getOrDefault(section + ".publicAddress", "");
        int colon = announced.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        try {
            int port = Integer.parseInt(announced.substring(colon + 1));
            return Optional.of(at(announced.substring(0, colon), port, server.address()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** {@code host:port}, with brackets around IPv6. */
    public static String text(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static InetSocketAddress at(String host, int port, InetSocketAddress link) {
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        String name = isBracketed ? host.substring(1, host.length() - 1) : host;
        IpAddress number = name.equals("localhost") ? IpAddress.LOOPBACK : IpAddress.parse(name);
        if (number == null) {
            return InetSocketAddress.createUnresolved(name, port);
        }
        if ((number.isLoopback() || number.isWildcard()) && !link.isUnresolved()) {
            return new InetSocketAddress(link.getAddress(), port);
        }
        return new InetSocketAddress(number.toInetAddress(), port);
    }
}
