package io.monaserver.config;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Section {@code admin}: health, metrics and status by HTTP, for operators only.
 *
 * @param host bound; the default can be reached from this machine only
 * @param port 0: off
 */
public record AdminConfig(String host, int port) {

    static final Key<String> HOST = Key.text("admin.host", "127.0.0.1", "an address of this machine");
    static final Key<Integer> PORT = Key.port("admin.port", 8090);

    static final List<Key<?>> KEYS = List.of(HOST, PORT);

    /** Whether it is wanted. */
    public boolean isEnabled() {
        return port != 0;
    }

    /** The address to bind, resolved when asked for. */
    public InetSocketAddress bindAddress() {
        return new InetSocketAddress(host, port);
    }

    static AdminConfig read(Settings settings) {
        return new AdminConfig(settings.get(HOST), settings.get(PORT));
    }
}
