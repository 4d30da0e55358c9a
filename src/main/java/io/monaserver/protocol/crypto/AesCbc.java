package io.monaserver.protocol.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One direction of AES-128-CBC, each call with an initialization vector of zeros (RFC 7425 §4.7.1). Source and
 * target are different arrays, as the platform's cipher copies what it works on in place. Belongs to one thread.
 */
public final class AesCbc {

    /** Bytes of a key and of a block. */
    public static final int BLOCK = 16;

    private static final String ALGORITHM = "AES/CBC/NoPadding";

    private final Cipher cipher;

    private AesCbc(int mode, byte[] key) {
        try {
            cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(mode, new SecretKeySpec(key, 0, BLOCK, "AES"), new IvParameterSpec(new byte[BLOCK]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
        }
    }

    /** Encrypts under the first {@link #BLOCK} bytes of this key. */
    public static AesCbc encrypting(byte[] key) {
        return new AesCbc(Cipher.ENCRYPT_MODE, key);
    }

    /** Decrypts under the first {@link #BLOCK} bytes of this key. */
    public static AesCbc decrypting(byte[] key) {
        return new AesCbc(Cipher.DECRYPT_MODE, key);
    }

    /** Transforms whole blocks into the other array. */
    public void apply(byte[] source, int sourceOffset, int length, byte[] target, int targetOffset) {
        try {
            cipher.doFinal(source, sourceOffset, length, target, targetOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("whole blocks need no padding", e);
        }
    }
}
