package io.monaserver.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the node listens on. A port that cannot be bound is one line; the others go on. */
final class Listening {

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    /** Opens a port. */
    interface Opening {

        /** Listens, and says on what. */
        InetSocketAddress open() throws IOException;
    }

    private final Map<String, InetSocketAddress> bound = new LinkedHashMap<>();

    /** Whether it could be opened. */
    boolean open(String name, InetSocketAddress wanted, Opening opening) {
        try {
            bound.put(name, opening.open());
            return true;
        } catch (IOException e) {
            LOG.error("{}: cannot listen on {} ({})", name, text(wanted), e.getMessage());
            return false;
        }
    }

    /** {@code name=host:port} for each that listens. */
    String describe() {
        return bound.entrySet().stream()
                .map(entry -> " " + entry.getKey() + "=" + text(entry.getValue()))
                .collect(Collectors.joining());
    }

    Collection<InetSocketAddress> addresses() {
        return bound.values();
    }

    Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        bound.forEach((name, address) -> map.put(name, text(address)));
        return map;
    }

    private static String text(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        if (host == null) {
            return address.getHostString() + ":" + address.getPort();
        }
        // A dual-stack wildcard is shown as people write it.
        String name = host.isAnyLocalAddress() ? "0.0.0.0" : host.getHostAddress();
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + address.getPort();
    }
}
