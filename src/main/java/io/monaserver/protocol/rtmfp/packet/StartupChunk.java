package io.monaserver.protocol.rtmfp.packet;

import java.util.ArrayList;
import java.util.List;

/** What is said before there is a session: in packets of mode 3, under the default key. */
public sealed interface StartupChunk extends Chunk {

    /**
     * "I look for this endpoint" (§2.3.2).
     *
     * @param endpointDiscriminator names the endpoint
     * @param tag comes back in the answer
     */
    record InitiatorHello(Slice endpointDiscriminator, Slice tag) implements StartupChunk {

        static InitiatorHello read(WireReader in) {
            return new InitiatorHello(in.readSized(), in.readRest());
        }

        @Override
        public void write(WireWriter out) {
            int start = out.beginChunk(ChunkType.INITIATOR_HELLO);
            out.writeSized(endpointDiscriminator).write(tag);
            out.endChunk(start);
        }
    }

    /**
     * "That is me" (§2.3.4).
     *
     * @param tagEcho the hello's tag
     * @param cookie proves, when it comes back, that the initiator is where it says
     * @param certificate who the responder is
     */
    record ResponderHello(Slice tagEcho, Slice cookie, Slice certificate) implements StartupChunk {

        static ResponderHello read(WireReader in) {
            return new ResponderHello(in.readSized(), in.readSized(), in.readRest());
        }

        @Override
        public void write(WireWriter out) {
            int start = out.beginChunk(ChunkType.RESPONDER_HELLO);
            out.writeSized(tagEcho).writeSized(cookie).write(certificate);
            out.endChunk(start);
        }
    }

    /**
     * "Try there" (§2.3.5).
     *
     * @param tagEcho the hello's tag
     * @param destinations where to say hello too; none means where this chunk came from
     */
    record Redirect(Slice tagEcho, List<Address> destinations) implements StartupChunk {

        static Redirect read(WireReader in) {
            Slice tag = in.readSized();
            List<Address> destinations = new ArrayList<>();
            while (in.remaining() > 0) {
                destinations.add(Address.read(in));
            }
            return new Redirect(tag, destinations);
        }

        @Override
        public void write(WireWriter out) {
            int start = out.beginChunk(ChunkType.RESPONDER_REDIRECT);
            out.writeSized(tagEcho);
            destinations.forEach(destination -> destination.write(out));
            out.endChunk(start);
        }
    }

    /**
     * "That cookie was for another address, use this" (§2.3.6).
     *
     * @param oldCookie what the initiator sent
     * @param newCookie what it shall send
     */
    record CookieChange(Slice oldCookie, Slice newCookie) implements StartupChunk {

        static CookieChange read(WireReader in) {
            return new CookieChange(in.readSized(), in.readRest());
        }

        @Override
        public void write(WireWriter out) {
            int start = out.beginChunk(ChunkType.COOKIE_CHANGE);
            out.writeSized(oldCookie).write(newCookie);
            out.endChunk(start);
        }
    }

    /**
     * The initiator's half of the key agreement (§2.3.7).
     *
     * @param sessionId where the responder shall send
     * @param cookie the responder's
     * @param certificate who the initiator is
     * @param keyingComponent its part of the keys
     * @param signature over all before it
     */
    record InitiatorKeying(int sessionId, Slice cookie, Slice certificate, Slice keyingComponent, Slice signature)
            implements StartupChunk {

        static InitiatorKeying read(WireReader in) {
            return new InitiatorKeying(in.readInt(), in.readSized(), in.readSized(), in.readSized(), in.readRest());
        }

        @Override
        public void write(WireWriter out) {
            int start = out.beginChunk(ChunkType.INITIATOR_KEYING);
            out.writeInt(sessionId);
            out.writeSized(cookie)
                    .writeSized(certificate)
                    .writeSized(keyingComponent)
                    .write(signature);
            out.endChunk(start);
        }
    }

    /**
     * The responder's half (§2.3.8).
     *
     * @param sessionId where the initiator shall send
     * @param keyingComponent its part of the keys
     * @param signature over all before it and the initiator's part
     */
    record ResponderKeying(int sessionId, Slice keyingComponent, Slice signature) implements StartupChunk {

        static ResponderKeying read(WireReader in) {
            return new ResponderKeying(in.readInt(), in.readSized(), in.readRest());
        }

        @Override
        public void write(WireWriter out) {
            int start = out.beginChunk(ChunkType.RESPONDER_KEYING);
            out.writeInt(sessionId).writeSized(keyingComponent).write(signature);
            out.endChunk(start);
        }
    }

    /**
     * A piece of a packet that is too large for the path (§2.3.1).
     *
     * @param hasMore whether others follow
     * @param packetId the same for all pieces of one packet
     * @param number counts the pieces from 0
     * @param bytes never empty
     */
    record Fragment(boolean hasMore, long packetId, long number, Slice bytes) implements StartupChunk {

        private static final int MORE = 0x80;

        static Fragment read(WireReader in) {
            boolean more = (in.readByte() & MORE) != 0;
            Fragment fragment = new Fragment(more, in.readVlu(), in.readVlu(), in.readRest());
            if (fragment.bytes.isEmpty()) {
                throw new MalformedPacketException("packet fragment: empty (expected: bytes)");
            }
            return fragment;
        }

        @Override
        public void write(WireWriter out) {
            int start = out.beginChunk(ChunkType.FRAGMENT);
            out.writeByte(hasMore ? MORE : 0).writeVlu(packetId).writeVlu(number);
            out.write(bytes);
            out.endChunk(start);
        }
    }
}
