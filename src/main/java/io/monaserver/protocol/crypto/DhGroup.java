package io.monaserver.protocol.crypto;

import java.math.BigInteger;
import javax.crypto.spec.DHParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The groups in which the Flash protocols agree on keys (RFC 7425 §4.2), all with generator 2. A private key has
 * about twice the bits of its group's strength (RFC 3526 §8), several times cheaper than one as long as the prime.
 */
public enum DhGroup {
    /** RFC 2409 §6.2, RFC 7296 appendix B.2. */
    MODP_1024(
            2,
            256,
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
                    + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
                    + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                    + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF"),
    /** RFC 3526 §2. */
    MODP_1536(
            5,
            256,
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
                    + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
                    + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                    + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05"
                    + "98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB"
                    + "9ED529077096966D670C354E4ABC9804F1746C08CA237327FFFFFFFFFFFFFFFF"),
    /** RFC 3526 §3. */
    MODP_2048(
            14,
            320,
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
                    + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
                    + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                    + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05"
                    + "98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB"
                    + "9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
                    + "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718"
                    + "3995497CEA956AE515D2261898FA051015728E5A8AACAA68FFFFFFFFFFFFFFFF"),
    /** RFC 3526 §5. */
    MODP_4096(
            16,
            480,
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
                    + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
                    + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                    + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05"
                    + "98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB"
                    + "9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
                    + "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718"
                    + "3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33"
                    + "A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
                    + "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864"
                    + "D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2"
                    + "08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A92108011A723C12A787E6D7"
                    + "88719A10BDBA5B2699C327186AF4E23C1A946834B6150BDA2583E9CA2AD44CE8"
                    + "DBBBC2DB04DE8EF92E8EFC141FBECAA6287C59474E6BC05D99B2964FA090C3A2"
                    + "233BA186515BE7ED1F612970CEE2D7AFB81BDD762170481CD0069127D5B05AA9"
                    + "93B4EA988D8FDDC186FFB7DC90A6C08F4DF435C934063199FFFFFFFFFFFFFFFF");

    private static final DhGroup[] ALL = values();

    /** RFC 7425 §4.6.2: how far a key stays from both ends. */
    private static final BigInteger MARGIN = BigInteger.ONE.shiftLeft(24);

    private static final int LEAST_BITS_OF_A_KIND = 16;

    private final int id;
    private final int exponentBits;
    private final BigInteger prime;

    DhGroup(int id, int exponentBits, String prime) {
        this.id = id;
        this.exponentBits = exponentBits;
        this.prime = new BigInteger(prime, 16);
    }

    /** The group of this number, null if it is none of these. */
    public static @Nullable DhGroup of(long id) {
        for (DhGroup group : ALL) {
            if (group.id == id) {
                return group;
            }
        }
        return null;
    }

    /** The number of this group in certificates and keying components. */
    public int id() {
        return id;
    }

    /** Bytes of a public key. */
    public int size() {
        return prime.bitLength() / Byte.SIZE;
    }

    BigInteger prime() {
        return prime;
    }

    DHParameterSpec parameters() {
        return new DHParameterSpec(prime, BigInteger.TWO, exponentBits);
    }

    /** Whether a secret made with this public key is one (RFC 7425 §4.6.2). */
    public boolean isAcceptable(byte[] publicKey) {
        BigInteger key = new BigInteger(1, publicKey);
        int ones = key.bitCount();
        return key.compareTo(MARGIN) >= 0
                && key.compareTo(prime.subtract(MARGIN)) <= 0
                && ones >= LEAST_BITS_OF_A_KIND
                && key.bitLength() - ones >= LEAST_BITS_OF_A_KIND;
    }
}
