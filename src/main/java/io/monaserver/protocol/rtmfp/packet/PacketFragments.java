package io.monaserver.protocol.rtmfp.packet;

import io.monaserver.protocol.rtmfp.packet.StartupChunk.Fragment;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts fragmented packets together (§3.4). Anybody may send fragments, so all limits are hard.
 *
 * <table>
 * <caption>Limits; a fragment beyond them is dropped</caption>
 * <tr><td>packets under way</td><td>{@value #MAX_PACKETS}</td><td>the oldest one gives way</td></tr>
 * <tr><td>bytes of one packet</td><td>{@value #MAX_PACKET_BYTES}</td></tr>
 * <tr><td>fragments of one packet</td><td>{@value #MAX_FRAGMENTS}</td></tr>
 * <tr><td>time without a new fragment</td><td>{@value #PROGRESS_MS} ms</td></tr>
 * <tr><td>time in all</td><td>{@value #LIFETIME_MS} ms</td></tr>
 * </table>
 */
public final class PacketFragments {

    static final int MAX_PACKETS = 16;
    static final int MAX_PACKET_BYTES = 65536;
    static final int MAX_FRAGMENTS = 256;
    static final long PROGRESS_MS = 1000;
    static final long LIFETIME_MS = 60_000;

    private final Map<Key, Assembly> assemblies = new LinkedHashMap<>();

    private record Key(InetSocketAddress from, long packetId) {}

    private static final class Assembly {
        final long begunAt;
        final Map<Long, byte[]> parts = new TreeMap<>();
        long progressAt;
        long count = Long.MAX_VALUE;
        int bytes;

        Assembly(long now) {
            begunAt = now;
            progressAt = now;
        }
    }

    /**
     * Takes a fragment. Only packets of mode 3 are put together, and only mode 3 may come out.
     *
     * @return the whole packet, if this was the last part of it that was missing
     */
    public byte @Nullable [] add(Fragment fragment, InetSocketAddress from, long now) {
        expire(now);
        Key key = new Key(from, fragment.packetId());
        Assembly assembly = assemblies.get(key);
        if (assembly == null) {
            assembly = begin(key, now);
        }
        if (!accept(assembly, fragment, now)) {
            return null;
        }
        if (assembly.parts.size() < assembly.count) {
            return null;
        }
        assemblies.remove(key);
        return join(assembly);
    }

    private Assembly begin(Key key, long now) {
        if (assemblies.size() >= MAX_PACKETS) {
            assemblies.remove(assemblies.keySet().iterator().next());
        }
        Assembly assembly = new Assembly(now);
        assemblies.put(key, assembly);
        return assembly;
    }

    private static boolean accept(Assembly assembly, Fragment fragment, long now) {
        long number = fragment.number();
        boolean fits = number >= 0
                && number < Math.min(assembly.count, MAX_FRAGMENTS)
                && assembly.bytes + fragment.bytes().length() <= MAX_PACKET_BYTES;
        if (!fits || assembly.parts.containsKey(number)) {
            return false;
        }
        if (!fragment.hasMore()) {
            if (assembly.parts.keySet().stream().anyMatch(other -> other > number)) {
                return false;
            }
            assembly.count = number + 1;
        }
        assembly.parts.put(number, fragment.bytes().toBytes());
        assembly.bytes += fragment.bytes().length();
        assembly.progressAt = now;
        return true;
    }

    private static byte[] join(Assembly assembly) {
        WireWriter out = new WireWriter(assembly.bytes);
        assembly.parts.values().forEach(out::write);
        return out.copySince(0);
    }

    private void expire(long now) {
        for (Iterator<Assembly> all = assemblies.values().iterator(); all.hasNext(); ) {
            Assembly assembly = all.next();
            if (now - assembly.progressAt > PROGRESS_MS || now - assembly.begunAt > LIFETIME_MS) {
                all.remove();
            }
        }
    }
}
