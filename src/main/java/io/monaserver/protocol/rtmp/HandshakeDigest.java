package io.monaserver.protocol.rtmp;

import io.monaserver.protocol.crypto.DiffieHellman;
import io.monaserver.protocol.crypto.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where the two schemes of the digest handshake hide a digest and a public key in a handshake block, and how the
 * digests are made. The RTMP specification is silent about all this; it is what Flash Player has done since version 9.
 */
enum HandshakeDigest {
    /** Digest in the first half of the block, key in the second. */
    DIGEST_FIRST(8, 12, 1532, 772),
    /** Key in the first half, digest in the second. */
    KEY_FIRST(772, 776, 768, 8);

    /** Bytes of C1, S1, C2 and S2. */
    static final int BLOCK = 1536;

    private static final int DIGEST_SPREAD = 728;
    private static final int KEY_SPREAD = 632;

    private static final byte[] SUFFIX =
            HexFormat.of().parseHex("f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae");

    private static final byte[] CLIENT_KEY = withSuffix("Genuine Adobe Flash Player 001");
    private static final byte[] SERVER_KEY = withSuffix("Genuine Adobe Flash Media Server 001");

    private final int digestPointer;
    private final int digestBase;
    private final int keyPointer;
    private final int keyBase;

    HandshakeDigest(int digestPointer, int digestBase, int keyPointer, int keyBase) {
        this.digestPointer = digestPointer;
        this.digestBase = digestBase;
        this.keyPointer = keyPointer;
        this.keyBase = keyBase;
    }

    /** The scheme by which a client signed its block; null if it did not. */
    static @Nullable HandshakeDigest ofClient(byte[] block) {
        return hasVersion(block) ? find(block, CLIENT_KEY) : null;
    }

    /** The scheme by which a server signed its block; null if it did not. */
    static @Nullable HandshakeDigest ofServer(byte[] block) {
        return find(block, SERVER_KEY);
    }

    /** Who signs tells a version where a plain block has zeros (§5.2.3): looking there first saves digests. */
    private static boolean hasVersion(byte[] block) {
        return (block[4] | block[5] | block[6] | block[7]) != 0;
    }

    private static @Nullable HandshakeDigest find(byte[] block, byte[] key) {
        for (HandshakeDigest scheme : values()) {
            if (MessageDigest.isEqual(scheme.digest(block), scheme.compute(block, key))) {
                return scheme;
            }
        }
        return null;
    }

    /** The digest in a block. */
    byte[] digest(byte[] block) {
        int offset = digestOffset(block);
        return Arrays.copyOfRange(block, offset, offset + HmacSha256.SIZE);
    }

    /** The public key in a block. */
    byte[] publicKey(byte[] block) {
        int offset = keyOffset(block);
        return Arrays.copyOfRange(block, offset, offset + DiffieHellman.SIZE);
    }

    void putPublicKey(byte[] block, byte[] key) {
        System.arraycopy(key, 0, block, keyOffset(block), DiffieHellman.SIZE);
    }

    /**
     * Puts a server's key where the other scheme has it too: a publishing ffmpeg looks there whatever the scheme.
     *
     * @return false if that place, or what points to it, is taken by this scheme's digest; the block is to be filled
     *     anew then
     */
    boolean putServerKey(byte[] block, byte[] key) {
        HandshakeDigest other = this == DIGEST_FIRST ? KEY_FIRST : DIGEST_FIRST;
        int copy = other.keyOffset(block);
        int digest = digestOffset(block);
        boolean isTaken = overlaps(copy, DiffieHellman.SIZE, digest, HmacSha256.SIZE)
                || overlaps(copy, DiffieHellman.SIZE, digestPointer, Integer.BYTES)
                || overlaps(other.keyPointer, Integer.BYTES, digest, HmacSha256.SIZE);
        if (isTaken) {
            return false;
        }
        putPublicKey(block, key);
        other.putPublicKey(block, key);
        return true;
    }

    private static boolean overlaps(int one, int oneSize, int other, int otherSize) {
        return one < other + otherSize && other < one + oneSize;
    }

    /** Signs a server's block, the last thing done to it. */
    void signAsServer(byte[] block) {
        sign(block, SERVER_KEY);
    }

    /** Signs a client's block, the last thing done to it. */
    void signAsClient(byte[] block) {
        sign(block, CLIENT_KEY);
    }

    /** Signs S2: proves that the server saw the client's digest. */
    static void answerAsServer(byte[] block, byte[] clientDigest) {
        answer(block, clientDigest, SERVER_KEY);
    }

    /** Signs C2: proves that the client saw the server's digest. */
    static void answerAsClient(byte[] block, byte[] serverDigest) {
        answer(block, serverDigest, CLIENT_KEY);
    }

    private static void answer(byte[] block, byte[] peerDigest, byte[] key) {
        byte[] answerKey = new HmacSha256(key).digest(peerDigest);
        int signed = BLOCK - HmacSha256.SIZE;
        byte[] digest = new HmacSha256(answerKey).update(block, 0, signed).digest();
        System.arraycopy(digest, 0, block, signed, digest.length);
    }

    private void sign(byte[] block, byte[] key) {
        System.arraycopy(compute(block, key), 0, block, digestOffset(block), HmacSha256.SIZE);
    }

    /** The digest of all but the digest's own place, under the key without its suffix. */
    private byte[] compute(byte[] block, byte[] key) {
        int offset = digestOffset(block);
        int after = offset + HmacSha256.SIZE;
        return new HmacSha256(key, key.length - SUFFIX.length)
                .update(block, 0, offset)
                .update(block, after, BLOCK - after)
                .digest();
    }

    private int digestOffset(byte[] block) {
        return sumOfFour(block, digestPointer) % DIGEST_SPREAD + digestBase;
    }

    private int keyOffset(byte[] block) {
        return sumOfFour(block, keyPointer) % KEY_SPREAD + keyBase;
    }

    private static int sumOfFour(byte[] block, int offset) {
        return (block[offset] & 0xFF)
                + (block[offset + 1] & 0xFF)
                + (block[offset + 2] & 0xFF)
                + (block[offset + 3] & 0xFF);
    }

    private static byte[] withSuffix(String text) {
        byte[] start = text.getBytes(StandardCharsets.US_ASCII);
        byte[] key = Arrays.copyOf(start, start.length + SUFFIX.length);
        System.arraycopy(SUFFIX, 0, key, start.length, SUFFIX.length);
        return key;
    }
}
