package io.monaserver.domain;

import io.monaserver.common.IpAddress;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The addresses that this node has nothing to do with, held in memory only and, in a cluster, by all nodes. Transports
 * ask before they do any work for a connection or a datagram, and close what they have when an address is banned. Safe
 * on any thread.
 */
public final class Blacklist {

    private final Set<IpAddress> banned = ConcurrentHashMap.newKeySet();
    private final List<Consumer<IpAddress>> doors = new CopyOnWriteArrayList<>();
    private final Metrics.Tally refused;
    private volatile Sharing others = (address, isBanned) -> {};

    /** Told what this node bans and what it lifts. */
    @FunctionalInterface
    public interface Sharing {

        /** An address was banned or its ban lifted. Called on any thread; returns at once. */
        void onChange(IpAddress address, boolean isBanned);
    }

    /** An empty list. */
    public Blacklist(Metrics metrics) {
        refused = metrics.tally(Meter.BLACKLISTED);
    }

    /** Bans an address; whoever is connected from it is closed before this returns or soon after. */
    public void add(IpAddress address) {
        IpAddress known = address.canonical();
        if (adopt(known, true)) {
            others.onChange(known, true);
        }
    }

    /** Lifts a ban. */
    public void remove(IpAddress address) {
        IpAddress known = address.canonical();
        if (adopt(known, false)) {
            others.onChange(known, false);
        }
    }

    /** Does what another node did; false if it was so already. */
    public boolean adopt(IpAddress address, boolean isBanned) {
        IpAddress known = address.canonical();
        boolean isNew = isBanned ? banned.add(known) : banned.remove(known);
        if (isNew && isBanned) {
            doors.forEach(door -> door.accept(known));
        }
        return isNew;
    }

    /** Has the others told of every ban, those that are in force among them. */
    public void share(Sharing sharing) {
        others = sharing;
        banned.forEach(address -> sharing.onChange(address, true));
    }

    /** Whether a peer is banned. Costs next to nothing while nobody is; each refusal is counted. */
    public boolean refuses(SocketAddress peer) {
        if (banned.isEmpty() || !(peer instanceof InetSocketAddress address)) {
            return false;
        }
        boolean isRefused = banned.contains(IpAddress.hostOf(address).canonical());
        if (isRefused) {
            refused.increment();
        }
        return isRefused;
    }

    /** Has every address told that is banned from now on, on the thread that bans it. */
    public void watch(Consumer<IpAddress> door) {
        doors.add(door);
    }

    /** Ends {@link #watch}. */
    public void unwatch(Consumer<IpAddress> door) {
        doors.remove(door);
    }
}
