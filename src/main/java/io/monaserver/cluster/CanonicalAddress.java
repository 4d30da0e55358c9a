package io.monaserver.cluster;

import io.monaserver.config.ServersConfig;
import io.monaserver.config.Target;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Optional;

/**
 * The one address by which the other servers know this one, and the one to bind for it.
 *
 * @param host numeric where it is one of this machine's
 * @param bindHost this machine's address; a wildcard where {@code host} is somebody else's, a router's for one
 */
record CanonicalAddress(String host, String bindHost) {

    private static final String LOOPBACK = "127.0.0.1";

    /** Any public address: nothing is sent there, only the way to it is asked for. */
    private static final InetSocketAddress OUTSIDE = new InetSocketAddress("192.0.2.1", 9);

    /**
     * In this order: what is configured; this machine alone where all targets are on it; the address that reaches the
     * first target; the one that reaches the world; this machine alone.
     *
     * @param generalHost what the top-level key binds
     */
    static CanonicalAddress choose(ServersConfig config, String generalHost) {
        if (!config.publicHost().isEmpty()) {
            return of(config.publicHost(), config.host());
        }
        for (String host : new String[] {config.host(), generalHost}) {
            Optional<InetAddress> own = ownAddress(host);
            if (own.isPresent()) {
                return of(own.get().getHostAddress(), host);
            }
        }
        if (config.targets().isEmpty()) {
            return routed(OUTSIDE);
        }
        boolean isLocal = config.targets().stream().allMatch(CanonicalAddress::isLoopback);
        Target first = config.targets().get(0);
        return isLocal ? of(LOOPBACK, LOOPBACK) : routed(new InetSocketAddress(first.host(), first.port()));
    }

    boolean isLoopback() {
        return isLoopback(bindHost);
    }

    private static CanonicalAddress of(String host, String bindHost) {
        Optional<InetAddress> own = ownAddress(host);
        if (own.isPresent()) {
            String number = own.get().getHostAddress();
            return new CanonicalAddress(number, number);
        }
        return new CanonicalAddress(host, bindHost.isEmpty() ? "0.0.0.0" : bindHost);
    }

    private static CanonicalAddress routed(InetSocketAddress destination) {
        if (destination.isUnresolved()) {
            return destination.equals(OUTSIDE) ? of(LOOPBACK, LOOPBACK) : routed(OUTSIDE);
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(destination);
            InetAddress local = socket.getLocalAddress();
            return local.isAnyLocalAddress()
                    ? of(LOOPBACK, LOOPBACK)
                    : of(local.getHostAddress(), local.getHostAddress());
        } catch (IOException | java.io.UncheckedIOException ignored) {
            return of(LOOPBACK, LOOPBACK);
        }
    }

    private static Optional<InetAddress> ownAddress(String host) {
        if (host.isEmpty()) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            boolean isOwn = !address.isAnyLocalAddress()
                    && (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null);
            return isOwn ? Optional.of(address) : Optional.empty();
        } catch (IOException ignored) {
            return Optional.empty();
        }
    }

    private static boolean isLoopback(Target target) {
        return isLoopback(target.host());
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (IOException ignored) {
            return false;
        }
    }
}
