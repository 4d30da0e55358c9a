package io.monaserver.protocol.rtmfp.keying;

import io.monaserver.protocol.crypto.HmacSha256;
import io.monaserver.protocol.rtmfp.keying.PacketProtection.Wish;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;

/**
 * What both ends derive from the shared secret (§4.6).
 *
 * @param encryptKey 32 bytes, of which AES takes the first half
 * @param decryptKey likewise, of the other direction
 * @param hmacSendKey signs what is sent
 * @param hmacReceiveKey verifies what comes
 * @param sendHmacLength bytes of a signature, 0 if packets have a checksum instead
 * @param receiveHmacLength likewise, of the other direction
 * @param sendsSequence whether packets sent are numbered
 * @param receivesSequence whether packets received are numbered
 * @param nearNonce a secret of both ends, for challenges
 * @param farNonce the other one
 */
public record SessionKeys(
        byte[] encryptKey,
        byte[] decryptKey,
        byte[] hmacSendKey,
        byte[] hmacReceiveKey,
        int sendHmacLength,
        int receiveHmacLength,
        boolean sendsSequence,
        boolean receivesSequence,
        byte[] nearNonce,
        byte[] farNonce) {

    private static final int MIN_HMAC_LENGTH = 4;

    static SessionKeys derive(byte[] secret, KeyingComponent near, KeyingComponent far, PacketProtection protection) {
        byte[] nearBytes = near.encoded();
        byte[] farBytes = far.encoded();
        byte[] encrypt = hmac(secret, hmac(farBytes, nearBytes));
        byte[] decrypt = hmac(secret, hmac(nearBytes, farBytes));
        return new SessionKeys(
                encrypt,
                decrypt,
                hmac(secret, encrypt),
                hmac(secret, decrypt),
                hmacLength(near, far, Wish.NO),
                hmacLength(far, near, protection.hmac()),
                isNumbered(near, far, Wish.NO),
                isNumbered(far, near, protection.sequence()),
                hmac(secret, nearBytes),
                hmac(secret, farBytes));
    }

    /** §4.6.4: what the sender will do, given what the receiver asks. */
    private static int hmacLength(KeyingComponent sender, KeyingComponent receiver, Wish wish) {
        boolean used = sender.hmacFlag(KeyingComponent.WILL_SEND_ALWAYS)
                || (sender.hmacFlag(KeyingComponent.WILL_SEND_ON_REQUEST)
                        && receiver.hmacFlag(KeyingComponent.REQUEST));
        if (!used) {
            requireUnless(wish == Wish.REQUIRE, "packet signatures");
            return 0;
        }
        if (sender.hmacLength() < MIN_HMAC_LENGTH || sender.hmacLength() > HmacSha256.SIZE) {
            throw new MalformedPacketException("HMAC length: " + sender.hmacLength() + " (expected: 4 to 32)");
        }
        return (int) sender.hmacLength();
    }

    /** §4.6.6. */
    private static boolean isNumbered(KeyingComponent sender, KeyingComponent receiver, Wish wish) {
        boolean used = sender.sequenceFlag(KeyingComponent.WILL_SEND_ALWAYS)
                || (sender.sequenceFlag(KeyingComponent.WILL_SEND_ON_REQUEST)
                        && receiver.sequenceFlag(KeyingComponent.REQUEST));
        requireUnless(!used && wish == Wish.REQUIRE, "packet numbers");
        return used;
    }

    private static void requireUnless(boolean missing, String what) {
        if (missing) {
            throw new MalformedPacketException(what + ": not offered (expected: as required)");
        }
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        return new HmacSha256(key).digest(message);
    }
}
