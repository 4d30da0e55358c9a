package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.rtmfp.keying.EndpointDiscriminator;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.ForwardedHello;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.StartupChunk.InitiatorHello;
import java.net.InetSocketAddress;

/**
 * Somebody looks for somebody (§3.5.1.1.2). Good during the call that brings it; {@link #keep()} makes one that stays.
 *
 * @param wanted who is looked for
 * @param tag what the answer must bear
 * @param from where the answer goes
 * @param maxAnswer bytes that a datagram there may have: nobody has proven that the hello came from there
 */
public record Hello(EndpointDiscriminator wanted, Slice tag, InetSocketAddress from, int maxAnswer) {

    private static final int AMPLIFICATION = 4;

    /** What IPv4 and UDP add to a datagram; without it a hello for a short URL (36 bytes) could not be answered. */
    private static final int HEADERS = 28;

    static Hello of(InitiatorHello chunk, InetSocketAddress from, int datagramLength) {
        return new Hello(
                EndpointDiscriminator.read(chunk.endpointDiscriminator()),
                chunk.tag(),
                from,
                AMPLIFICATION * (HEADERS + datagramLength) - HEADERS);
    }

    static Hello of(ForwardedHello chunk) {
        return new Hello(
                EndpointDiscriminator.read(chunk.endpointDiscriminator()),
                chunk.tag(),
                chunk.replyAddress().socket(),
                Integer.MAX_VALUE);
    }

    /** The same in bytes of its own. */
    public Hello keep() {
        return new Hello(
                EndpointDiscriminator.read(Slice.of(wanted.encoded().toBytes())),
                Slice.of(tag.toBytes()),
                from,
                maxAnswer);
    }
}
