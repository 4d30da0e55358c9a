package io.monaserver.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one protocol listens and which address it announces.
 *
 * @param protocol the section's name
 * @param bindHost an address of this machine, or a wildcard
 * @param port 0: the protocol is off
 * @param publicHost what clients and other servers are told
 */
public record Endpoint(String protocol, String bindHost, int port, String publicHost) {

    private static final String HOST_VALUES = "a name or address of this machine, or a public one to announce";
    private static final String PUBLIC_VALUES = "the name or address that clients reach this server by";

    /** Whether the protocol is wanted. */
    public boolean isEnabled() {
        return port != 0;
    }

    /** The address to bind, resolved when asked for. */
    public InetSocketAddress bindAddress() {
        return new InetSocketAddress(bindHost, port);
    }

    /** The public host looked up, now; null if it is this machine's own loopback or nobody knows it. */
    public @Nullable InetAddress publicInetAddress() {
        try {
            InetAddress address = InetAddress.getByName(publicHost);
            return address.isLoopbackAddress() || address.isAnyLocalAddress() ? null : address;
        } catch (UnknownHostException unknown) {
            return null;
        }
    }

    /** {@code host:port} as announced in redirections. */
    public String publicAddress() {
        return HostNames.withPort(publicHost, port);
    }

    /** The three keys of a protocol's section. */
    record Keys(String protocol, Key<Integer> port, Key<String> host, Key<String> publicHost) {

        static Keys of(String protocol, int port) {
            return new Keys(
                    protocol,
                    Key.port(protocol + ".port", port),
                    Key.text(protocol + ".host", "", HOST_VALUES),
                    Key.text(protocol + ".publicHost", "", PUBLIC_VALUES));
        }

        List<Key<?>> all() {
            return List.of(port, host, publicHost);
        }

        /** Where the protocol is to listen. */
        Endpoint read(Settings settings, GeneralConfig general) {
            String ownHost = HostNames.withoutPort(settings.get(host));
            String named = ownHost.isEmpty() ? general.host() : ownHost;
            String announced = HostNames.withoutPort(settings.get(publicHost));
            return of(named, settings.get(port), announced.isEmpty() ? general.publicHost() : announced);
        }

        /** The same, its public address shown to scripts and other servers: without one, it is not served here. */
        Endpoint readServed(Settings settings, GeneralConfig general) {
            Endpoint endpoint = read(settings, general);
            if (endpoint.isEnabled()) {
                settings.publish(protocol + ".publicAddress", endpoint.publicAddress());
            }
            return endpoint;
        }

        /** A host that is not of this machine is one to announce, and the protocol listens everywhere. */
        private Endpoint of(String host, int port, String announced) {
            boolean isBindable = HostNames.isWildcard(host) || HostNames.isLocal(host);
            String bindHost = isBindable ? host : HostNames.WILDCARD;
            if (!announced.isEmpty()) {
                return new Endpoint(protocol, bindHost, port, announced);
            }
            return new Endpoint(protocol, bindHost, port, HostNames.isWildcard(host) ? "127.0.0.1" : host);
        }
    }
}
