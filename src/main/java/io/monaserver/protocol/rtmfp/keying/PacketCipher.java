package io.monaserver.protocol.rtmfp.keying;

import io.monaserver.protocol.crypto.AesCbc;
import io.monaserver.protocol.crypto.HmacSha256;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts and verifies the packets of one session, or of none (§4.7). Works from one reused array into another and
 * allocates nothing of weight. Belongs to one thread.
 */
public final class PacketCipher {

    /** The most bytes that come before a packet in its plain form: a number of 63 bits and a checksum. */
    public static final int HEADROOM = 12;

    private static final int CHECKSUM_LENGTH = 2;
    private static final int MAX_SEQUENCE_LENGTH = 9;
    private static final byte PADDING = (byte) 0xFF;

    private final AesCbc encryption;
    private final AesCbc decryption;
    private final @Nullable HmacSha256 sendHmac;
    private final @Nullable HmacSha256 receiveHmac;
    private final int sendHmacLength;
    private final int receiveHmacLength;
    private final boolean sendsSequence;
    private final @Nullable ReplayWindow received;
    private long nextSequence;

    /** The cipher of a session. */
    public PacketCipher(SessionKeys keys) {
        encryption = AesCbc.encrypting(keys.encryptKey());
        decryption = AesCbc.decrypting(keys.decryptKey());
        sendHmacLength = keys.sendHmacLength();
        receiveHmacLength = keys.receiveHmacLength();
        sendHmac = sendHmacLength == 0 ? null : new HmacSha256(keys.hmacSendKey());
        receiveHmac = receiveHmacLength == 0 ? null : new HmacSha256(keys.hmacReceiveKey());
        sendsSequence = keys.sendsSequence();
        received = keys.receivesSequence() ? new ReplayWindow() : null;
    }

    /** The cipher of what precedes a session (§4.1): everybody knows its key. */
    public PacketCipher() {
        byte[] key = "Adobe Systems 02".getBytes(StandardCharsets.US_ASCII);
        encryption = AesCbc.encrypting(key);
        decryption = AesCbc.decrypting(key);
        sendHmacLength = 0;
        receiveHmacLength = 0;
        sendHmac = null;
        receiveHmac = null;
        sendsSequence = false;
        received = null;
    }

    /** The most bytes by which a packet grows, but for padding. */
    public int overhead() {
        return (sendHmac == null ? CHECKSUM_LENGTH : sendHmacLength) + (sendsSequence ? MAX_SEQUENCE_LENGTH : 0);
    }

    /**
     * Encrypts a packet that has {@link #HEADROOM} bytes before it and a block behind it to spare.
     *
     * @return the number of bytes written to the target
     */
    public int seal(byte[] plain, int offset, int length, byte[] target, int targetOffset) {
        int start = offset;
        if (sendHmac == null) {
            start -= CHECKSUM_LENGTH;
        }
        if (sendsSequence) {
            start -= WireWriter.vluLength(nextSequence);
        }
        int end = offset + length;
        int padded = (end - start + AesCbc.BLOCK - 1) / AesCbc.BLOCK * AesCbc.BLOCK;
        Arrays.fill(plain, end, start + padded, PADDING);
        WireWriter prefix = new WireWriter(plain, start, offset - start);
        if (sendsSequence) {
            prefix.writeVlu(nextSequence++);
        }
        if (sendHmac == null) {
            prefix.writeShort(Checksum.of(plain, offset, start + padded - offset));
        }
        encryption.apply(plain, start, padded, target, targetOffset);
        if (sendHmac == null) {
            return padded;
        }
        byte[] signature = sendHmac.update(target, targetOffset, padded).digest();
        System.arraycopy(signature, 0, target, targetOffset + padded, sendHmacLength);
        return padded + sendHmacLength;
    }

    /**
     * Decrypts and verifies a packet.
     *
     * @param plain receives it, from its beginning
     * @return null if it is corrupt, forged, or came before
     */
    public @Nullable Slice open(byte[] source, int offset, int length, byte[] plain) {
        int blocks = length - receiveHmacLength;
        if (blocks <= 0 || blocks % AesCbc.BLOCK != 0 || blocks > plain.length || !isSigned(source, offset, blocks)) {
            return null;
        }
        decryption.apply(source, offset, blocks, plain, 0);
        WireReader in = new WireReader(plain, 0, blocks);
        try {
            long sequence = received == null ? 0 : in.readVlu();
            if (receiveHmac == null) {
                int checksum = in.readShort();
                if (checksum != Checksum.of(plain, in.position(), in.remaining())) {
                    return null;
                }
            }
            return received == null || received.accept(sequence) ? in.readRest() : null;
        } catch (MalformedPacketException expected) {
            return null;
        }
    }

    private boolean isSigned(byte[] source, int offset, int length) {
        if (receiveHmac == null) {
            return true;
        }
        byte[] expected = receiveHmac.update(source, offset, length).digest();
        byte[] signature = Arrays.copyOfRange(source, offset + length, offset + length + receiveHmacLength);
        return MessageDigest.isEqual(Arrays.copyOf(expected, receiveHmacLength), signature);
    }
}
