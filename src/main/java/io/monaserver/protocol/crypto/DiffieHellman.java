package io.monaserver.protocol.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHPublicKeySpec;

/** One side of a Diffie-Hellman agreement. */
public final class DiffieHellman {

    /** Bytes of a public key and of the shared secret in the group that RTMPE prescribes. */
    public static final int SIZE = 128;

    private static final String ALGORITHM = "DH";

    private final DhGroup group;
    private final KeyPair keys;

    /** A side with a fresh key pair in the group of 1024 bits. */
    public DiffieHellman() {
        this(DhGroup.MODP_1024);
    }

    /** A side with a fresh key pair in this group. */
    public DiffieHellman(DhGroup group) {
        this.group = group;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(group.parameters());
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
        }
    }

    /** The group that both sides must have in common. */
    public DhGroup group() {
        return group;
    }

    /** This side's public key, as many bytes as the group's prime. */
    public byte[] publicKey() {
        return padded(((DHPublicKey) keys.getPublic()).getY().toByteArray());
    }

    /**
     * The secret shared with the side that has this public key, as many bytes as the group's prime.
     *
     * @throws IllegalArgumentException if the key is one of those with which the secret would be no secret
     */
    public byte[] agree(byte[] peerKey) {
        BigInteger peer = new BigInteger(1, peerKey);
        if (peer.compareTo(BigInteger.ONE) <= 0 || peer.compareTo(group.prime().subtract(BigInteger.ONE)) >= 0) {
            throw new IllegalArgumentException("public key: degenerate (expected: between 2 and p - 2)");
        }
        try {
            KeyAgreement agreement = KeyAgreement.getInstance(ALGORITHM);
            agreement.init(keys.getPrivate());
            agreement.doPhase(
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePublic(new DHPublicKeySpec(peer, group.prime(), BigInteger.TWO)),
                    true);
            return padded(agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " refused a key inside its group", e);
        }
    }

    /**
     * The shared secret without leading zeros, as RFC 7425 §4.6.2 wants it.
     *
     * @throws IllegalArgumentException if the key is not {@link DhGroup#isAcceptable acceptable}
     */
    public byte[] agreeStripped(byte[] peerKey) {
        if (!group.isAcceptable(peerKey)) {
            throw new IllegalArgumentException("public key: weak (expected: RFC 7425 §4.6.2)");
        }
        byte[] secret = agree(peerKey);
        int zeros = 0;
        while (zeros < secret.length - 1 && secret[zeros] == 0) {
            zeros++;
        }
        return Arrays.copyOfRange(secret, zeros, secret.length);
    }

    /** The number at the end of as many bytes as the prime has; the sign byte that Java may put before it is cut. */
    private byte[] padded(byte[] number) {
        byte[] bytes = new byte[group.size()];
        int length = Math.min(number.length, bytes.length);
        System.arraycopy(number, number.length - length, bytes, bytes.length - length, length);
        return bytes;
    }
}
