package io.monaserver.protocol.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import javax.crypto.KeyAgreement;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPublicKeySpec;

/**
 * One side of a Diffie-Hellman agreement in the second Oakley group (RFC 2409 §6.2): 1024 bits, which the Flash
 * protocols prescribe.
 */
public final class DiffieHellman {

    /** Bytes of a public key and of the shared secret. */
    public static final int SIZE = 128;

    private static final String ALGORITHM = "DH";

    private static final BigInteger PRIME = new BigInteger(
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
                    + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
                    + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                    + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
            16);

    private static final DHParameterSpec GROUP = new DHParameterSpec(PRIME, BigInteger.TWO);

    private final KeyPair keys;

    /** A side with a fresh key pair. */
    public DiffieHellman() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(GROUP);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
        }
    }

    /** This side's public key, {@link #SIZE} bytes. */
    public byte[] publicKey() {
        return padded(((DHPublicKey) keys.getPublic()).getY().toByteArray());
    }

    /**
     * The secret shared with the side that has this public key, {@link #SIZE} bytes.
     *
     * @throws IllegalArgumentException if the key is one of those with which the secret would be no secret
     */
    public byte[] agree(byte[] peerKey) {
        BigInteger peer = new BigInteger(1, peerKey);
        if (peer.compareTo(BigInteger.ONE) <= 0 || peer.compareTo(PRIME.subtract(BigInteger.ONE)) >= 0) {
            throw new IllegalArgumentException("public key: degenerate (expected: between 2 and p - 2)");
        }
        try {
            KeyAgreement agreement = KeyAgreement.getInstance(ALGORITHM);
            agreement.init(keys.getPrivate());
            agreement.doPhase(
                    KeyFactory.getInstance(ALGORITHM).generatePublic(new DHPublicKeySpec(peer, PRIME, BigInteger.TWO)),
                    true);
            return padded(agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " refused a key inside its group", e);
        }
    }

    /** The number at the end of {@link #SIZE} bytes; the sign byte that Java may put before it is cut. */
    private static byte[] padded(byte[] number) {
        byte[] bytes = new byte[SIZE];
        int length = Math.min(number.length, SIZE);
        System.arraycopy(number, number.length - length, bytes, SIZE - length, length);
        return bytes;
    }
}
