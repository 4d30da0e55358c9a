package io.monaserver.common;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** What identifies a client: 32 bytes, random for most protocols, the fingerprint of its certificate for RTMFP. */
public final class ClientId {

    /** Number of bytes of an id. */
    public static final int SIZE = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] raw;
    private final String hex;

    private ClientId(byte[] raw) {
        this.raw = raw;
        this.hex = HexFormat.of().formatHex(raw);
    }

    /** An id of these 32 bytes. */
    public static ClientId of(byte[] raw) {
        if (raw.length != SIZE) {
            throw new IllegalArgumentException("client id length: " + raw.length + " (expected: " + SIZE + ")");
        }
        return new ClientId(raw.clone());
    }

    /** A new id that nobody can guess. */
    public static ClientId random() {
        byte[] raw = new byte[SIZE];
        RANDOM.nextBytes(raw);
        return new ClientId(raw);
    }

    /** The 32 bytes, a copy. */
    public byte[] toBytes() {
        return raw.clone();
    }

    /** The 64 hexadecimal characters by which people and scripts name a client. */
    @Override
    public String toString() {
        return hex;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientId id && Arrays.equals(raw, id.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }
}
