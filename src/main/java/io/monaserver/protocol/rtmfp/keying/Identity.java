package io.monaserver.protocol.rtmfp.keying;

import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.crypto.DiffieHellman;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A certificate with what it takes to be its owner. Immutable: endpoints on several threads may be the same one. */
public final class Identity {

    /** The bytes of Flash's own server certificate, which librtmfp steps over without looking. */
    private static final int SERVER_CERTIFICATE_LENGTH = 77;

    private static final int GROUP_OPTION_LENGTH = 3;
    private static final int OTHER_BYTES = 4;

    private final Certificate certificate;
    private final Map<DhGroup, DiffieHellman> keys;

    private Identity(Certificate certificate, Map<DhGroup, DiffieHellman> keys) {
        this.certificate = certificate;
        this.keys = keys;
    }

    /** A server: found by URL, with new keys for every session, in any of these groups. */
    public static Identity server(Set<DhGroup> groups, Random random) {
        byte[] randomness = new byte[SERVER_CERTIFICATE_LENGTH - OTHER_BYTES - GROUP_OPTION_LENGTH * groups.size()];
        random.nextBytes(randomness);
        return new Identity(Certificate.ephemeral(groups, randomness), Map.of());
    }

    /** A server that supports all groups. */
    public static Identity server(Random random) {
        return server(EnumSet.allOf(DhGroup.class), random);
    }

    /** A client: found by its fingerprint, which nobody else can use, with a key for each of these groups. */
    public static Identity client(Set<DhGroup> groups) {
        Map<DhGroup, DiffieHellman> keys = new EnumMap<>(DhGroup.class);
        Map<DhGroup, byte[]> publicKeys = new EnumMap<>(DhGroup.class);
        for (DhGroup group : groups) {
            DiffieHellman side = new DiffieHellman(group);
            keys.put(group, side);
            publicKeys.put(group, side.publicKey());
        }
        return new Identity(Certificate.fixed(publicKeys), keys);
    }

    /** Who this is. */
    public Certificate certificate() {
        return certificate;
    }

    /** The key pair of this group that the certificate shows, null if it shows none. */
    @Nullable
    DiffieHellman staticSide(DhGroup group) {
        return keys.get(group);
    }
}
