package io.monaserver.protocol.rtmp;

import io.monaserver.protocol.crypto.DiffieHellman;
import io.netty.buffer.ByteBuf;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the handshake (§5.2), in any fragmentation: plain, with digests in either scheme, and encrypted
 * (RTMPE, type 6). A client that signs its block is answered signed; one that does not gets its block back. C2 is
 * taken unseen, as every server does: there are clients that fill it with anything.
 */
public final class ServerHandshake {

    private static final int PLAIN = 3;
    private static final int ENCRYPTED = 6;

    /** What S1 claims to be: digests are understood from server version 3 on. */
    private static final int SERVER_VERSION = 0x03050101;

    private enum State {
        VERSION,
        BLOCK,
        ANSWER,
        DONE
    }

    private final RandomGenerator random;
    private final int timeMs;
    private final byte[] block = new byte[HandshakeDigest.BLOCK];
    private State state = State.VERSION;
    private int version;
    private int received;
    private @Nullable RtmpeCipher cipher;

    /**
     * A handshake that has not begun.
     *
     * @param timeMs the time to tell the client, on any clock
     * @param random fills the blocks
     */
    public ServerHandshake(int timeMs, RandomGenerator random) {
        this.timeMs = timeMs;
        this.random = random;
    }

    /**
     * Takes what it needs from the input and writes the answer when it is due.
     *
     * @return whether the handshake is complete; what is left of the input is the first chunk then
     * @throws RtmpException if the client does not speak RTMP
     */
    public boolean receive(ByteBuf in, ByteBuf out) {
        while (state != State.DONE && in.isReadable()) {
            switch (state) {
                case VERSION -> readVersion(in);
                case BLOCK -> readBlock(in, out);
                default -> readAnswer(in);
            }
        }
        return state == State.DONE;
    }

    /** What decrypts and encrypts the rest of the connection; null if it is in the clear. */
    public @Nullable RtmpeCipher cipher() {
        return cipher;
    }

    private void readVersion(ByteBuf in) {
        version = in.readUnsignedByte();
        if (version != PLAIN && version != ENCRYPTED) {
            throw new RtmpException("RTMP version: " + version + " (expected: " + PLAIN + " or " + ENCRYPTED + ")");
        }
        state = State.BLOCK;
    }

    private void readBlock(ByteBuf in, ByteBuf out) {
        int length = Math.min(block.length - received, in.readableBytes());
        in.readBytes(block, received, length);
        received += length;
        if (received < block.length) {
            return;
        }
        HandshakeDigest scheme = HandshakeDigest.ofClient(block);
        out.writeByte(version);
        if (scheme != null) {
            answerSigned(scheme, out);
        } else if (version == PLAIN) {
            answerPlain(out);
        } else {
            throw new RtmpException("RTMPE handshake: unsigned (expected: a digest)");
        }
        received = 0;
        state = State.ANSWER;
    }

    /** §5.2.3 and §5.2.4: S1 with time and zeros, S2 as an echo of C1. */
    private void answerPlain(ByteBuf out) {
        byte[] own = new byte[HandshakeDigest.BLOCK];
        random.nextBytes(own);
        putInt(own, 0, timeMs);
        putInt(own, 4, 0);
        out.writeBytes(own);
        out.writeBytes(block);
    }

    private void answerSigned(HandshakeDigest scheme, ByteBuf out) {
        byte[] own = version == ENCRYPTED ? keyBlock(scheme, agree(scheme)) : signableBlock();
        scheme.signAsServer(own);
        out.writeBytes(own);
        random.nextBytes(own);
        HandshakeDigest.answerAsServer(own, scheme.digest(block));
        out.writeBytes(own);
    }

    private byte[] signableBlock() {
        byte[] own = new byte[HandshakeDigest.BLOCK];
        random.nextBytes(own);
        putInt(own, 0, timeMs);
        putInt(own, 4, SERVER_VERSION);
        return own;
    }

    private byte[] keyBlock(HandshakeDigest scheme, byte[] key) {
        byte[] own = signableBlock();
        while (!scheme.putServerKey(own, key)) {
            own = signableBlock();
        }
        return own;
    }

    /**
     * Agrees on the ciphers with the key in the client's block; returns the server's public key. Clients differ in what
     * they do with a secret or a key that begins with zeros, so none does.
     */
    private byte[] agree(HandshakeDigest scheme) {
        byte[] peerKey = scheme.publicKey(block);
        try {
            while (true) {
                DiffieHellman side = new DiffieHellman();
                byte[] ownKey = side.publicKey();
                byte[] secret = side.agree(peerKey);
                if (secret[0] != 0 && ownKey[0] != 0) {
                    cipher = new RtmpeCipher(secret, ownKey, peerKey);
                    return ownKey;
                }
            }
        } catch (IllegalArgumentException e) {
            throw new RtmpException("RTMPE " + e.getMessage());
        }
    }

    private void readAnswer(ByteBuf in) {
        int length = Math.min(block.length - received, in.readableBytes());
        in.skipBytes(length);
        received += length;
        if (received == block.length) {
            state = State.DONE;
        }
    }

    private static void putInt(byte[] target, int offset, int value) {
        target[offset] = (byte) (value >>> 24);
        target[offset + 1] = (byte) (value >>> 16);
        target[offset + 2] = (byte) (value >>> 8);
        target[offset + 3] = (byte) value;
    }
}
