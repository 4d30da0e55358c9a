package io.monaserver.protocol.rtmp;

import io.monaserver.protocol.crypto.DiffieHellman;
import io.netty.buffer.ByteBuf;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The client's side of the handshake, as strict as a Flash player: what test clients connect with. */
public final class ClientHandshake {

    /** How to shake hands. */
    public enum Kind {
        PLAIN,
        DIGEST_FIRST,
        KEY_FIRST,
        ENCRYPTED
    }

    private final Kind kind;
    private final byte[] block = new byte[HandshakeDigest.BLOCK];
    private final byte[] answer = new byte[HandshakeDigest.BLOCK];
    private @Nullable DiffieHellman side;
    private @Nullable RtmpeCipher cipher;

    public ClientHandshake(Kind kind, RandomGenerator random) {
        this.kind = kind;
        random.nextBytes(block);
        random.nextBytes(answer);
    }

    /** Writes C0 and C1. */
    public void begin(ByteBuf out) {
        out.writeByte(kind == Kind.ENCRYPTED ? 6 : 3);
        if (kind == Kind.ENCRYPTED) {
            side = new DiffieHellman();
            scheme().putPublicKey(block, side.publicKey());
        }
        if (kind != Kind.PLAIN) {
            scheme().signAsClient(block);
        }
        out.writeBytes(block);
    }

    /** Takes S0, S1 and S2 once all of them are there and writes C2; false until then. */
    public boolean receive(ByteBuf in, ByteBuf out) {
        if (in.readableBytes() < 1 + 2 * HandshakeDigest.BLOCK) {
            return false;
        }
        int version = in.readUnsignedByte();
        byte[] server = new byte[HandshakeDigest.BLOCK];
        byte[] echo = new byte[HandshakeDigest.BLOCK];
        in.readBytes(server).readBytes(echo);
        if (kind == Kind.PLAIN) {
            require(version == 3 && java.util.Arrays.equals(echo, block), "S2 is not C1");
            out.writeBytes(server);
            return true;
        }
        require(HandshakeDigest.ofServer(server) == scheme(), "S1 is not signed");
        byte[] expected = echo.clone();
        HandshakeDigest.answerAsServer(expected, scheme().digest(block));
        require(java.util.Arrays.equals(echo, expected), "S2 is not signed");
        HandshakeDigest.answerAsClient(answer, scheme().digest(server));
        out.writeBytes(answer);
        if (side != null) {
            byte[] peerKey = scheme().publicKey(server);
            cipher = new RtmpeCipher(side.agree(peerKey), side.publicKey(), peerKey);
        }
        return true;
    }

    /** What covers the rest of the connection, if anything does. */
    public @Nullable RtmpeCipher cipher() {
        return cipher;
    }

    private HandshakeDigest scheme() {
        return kind == Kind.KEY_FIRST ? HandshakeDigest.KEY_FIRST : HandshakeDigest.DIGEST_FIRST;
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new AssertionError(problem);
        }
    }
}
