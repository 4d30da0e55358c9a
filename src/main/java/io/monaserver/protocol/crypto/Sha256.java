package io.monaserver.protocol.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256. */
public final class Sha256 {

    private Sha256() {}

    /** The digest of these parts, one after the other. */
    public static byte[] digest(byte[]... parts) {
        MessageDigest digest = create();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /** The digest of a range. */
    public static byte[] digest(byte[] bytes, int offset, int length) {
        MessageDigest digest = create();
        digest.update(bytes, offset, length);
        return digest.digest();
    }

    private static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
