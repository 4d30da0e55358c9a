package io.monaserver.protocol.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/** One direction of an RC4 stream: the same operation encrypts and decrypts. Belongs to one thread. */
public final class Rc4 {

    private static final String ALGORITHM = "ARCFOUR";

    private final Cipher cipher;

    /** A stream under this key, at its beginning. */
    public Rc4(byte[] key, int length) {
        try {
            cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, length, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
        }
    }

    /** Applies the next bytes of the stream in place. */
    public void apply(byte[] data, int offset, int length) {
        try {
            cipher.update(data, offset, length, data, offset);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a stream cipher needs no more room than its input", e);
        }
    }

    /** Drops the next bytes of the stream. */
    public void skip(int length) {
        cipher.update(new byte[length]);
    }
}
