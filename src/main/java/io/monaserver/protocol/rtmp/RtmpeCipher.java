package io.monaserver.protocol.rtmp;

import io.monaserver.protocol.crypto.HmacSha256;
import io.monaserver.protocol.crypto.Rc4;
import io.netty.buffer.ByteBuf;

/** The two RC4 streams of an RTMPE connection (handshake type 6), which cover all that follows the handshake. */
public final class RtmpeCipher {

    private static final int KEY_LENGTH = 16;
    private static final int STEP = 4096;

    private final Rc4 incoming;
    private final Rc4 outgoing;
    private final byte[] scratch = new byte[STEP];

    RtmpeCipher(byte[] secret, byte[] ownKey, byte[] peerKey) {
        incoming = stream(secret, ownKey);
        outgoing = stream(secret, peerKey);
    }

    /** Each direction's key is made of the secret and of its receiver's public key. */
    private static Rc4 stream(byte[] secret, byte[] receiverKey) {
        Rc4 stream = new Rc4(new HmacSha256(secret).digest(receiverKey), KEY_LENGTH);
        // Both streams have run over one handshake block before the first byte.
        stream.skip(HandshakeDigest.BLOCK);
        return stream;
    }

    /** Decrypts what is readable, in place. */
    public void decrypt(ByteBuf received) {
        apply(incoming, received);
    }

    /** Encrypts what is readable, in place: the buffer must not be shared. */
    public void encrypt(ByteBuf toSend) {
        apply(outgoing, toSend);
    }

    private void apply(Rc4 stream, ByteBuf buffer) {
        int end = buffer.writerIndex();
        for (int index = buffer.readerIndex(); index < end; index += STEP) {
            int length = Math.min(STEP, end - index);
            buffer.getBytes(index, scratch, 0, length);
            stream.apply(scratch, 0, length);
            buffer.setBytes(index, scratch, 0, length);
        }
    }
}
