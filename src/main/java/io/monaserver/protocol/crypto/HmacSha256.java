package io.monaserver.protocol.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under one key. Belongs to one thread. */
public final class HmacSha256 {

    /** Bytes of a digest. */
    public static final int SIZE = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    /** Digests under the first {@code length} bytes of this key. */
    public HmacSha256(byte[] key, int length) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, 0, length, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
        }
    }

    /** Digests under this key. */
    public HmacSha256(byte[] key) {
        this(key, key.length);
    }

    /** Adds bytes to what is digested next. */
    public HmacSha256 update(byte[] data, int offset, int length) {
        mac.update(data, offset, length);
        return this;
    }

    /** The digest of what was added since the last one. */
    public byte[] digest() {
        return mac.doFinal();
    }

    /** The digest of these bytes. */
    public byte[] digest(byte[] data) {
        return mac.doFinal(data);
    }
}
