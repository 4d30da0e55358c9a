package io.monaserver.cluster;

import io.monaserver.config.Target;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.Address;

/**
 * The configured targets as addresses that can be dialled, and back. A server answers to its canonical address only, so
 * names are resolved to numbers first; and a server on this machine may be known by any of the machine's addresses, so
 * all of them are tried.
 */
final class LinkTargets {

    private final Map<Address, Target> dialled = new HashMap<>();

    private LinkTargets() {}

    static LinkTargets none() {
        return new LinkTargets();
    }

    /** Looks the names up, which takes as long as it takes; names that are unknown now may be known next time. */
    static LinkTargets resolve(List<Target> targets) {
        LinkTargets resolved = new LinkTargets();
        for (Target target : targets) {
            for (InetAddress address : addressesOf(target.host())) {
                resolved.dialled.put(address(address.getHostAddress(), target.port()), target);
            }
        }
        return resolved;
    }

    Set<Address> addresses() {
        return dialled.keySet();
    }

    boolean contains(Address address) {
        return dialled.containsKey(address);
    }

    Map<String, String> propertiesFor(Address address) {
        Target target = dialled.get(address);
        return target == null ? Map.of() : target.properties();
    }

    static Address address(String host, int port) {
        String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return new Address("pekko", ClusterNode.SYSTEM, name, port);
    }

    private static Set<InetAddress> addressesOf(String host) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                addresses.add(address);
                if (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null) {
                    addresses.addAll(ownAddresses());
                }
            }
        } catch (UnknownHostException ignored) {
            return addresses;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return addresses;
    }

    private static List<InetAddress> ownAddresses() throws IOException {
        List<InetAddress> own = new ArrayList<>();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address)
                .forEach(own::add);
        return own;
    }
}
