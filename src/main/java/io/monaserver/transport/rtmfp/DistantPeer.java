package io.monaserver.transport.rtmfp;

import io.monaserver.common.ClientId;
import io.monaserver.domain.PeerPlace;
import io.monaserver.domain.Rendezvous;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.ForwardedHello;
import io.monaserver.protocol.rtmfp.packet.WireWriter;

/**
 * A client of another server, which passes hellos on to it.
 *
 * @param whereabouts as that server has told
 */
record DistantPeer(ClientId id, Whereabouts whereabouts, Rendezvous.Elsewhere servers) implements Wanted {

    /** By which address it knows its server says nothing here, where another server is asked. */
    static DistantPeer at(ClientId id, PeerPlace place, Rendezvous.Elsewhere servers) {
        return new DistantPeer(id, new Whereabouts(place.observed(), place.reported(), null), servers);
    }

    @Override
    public void forward(ForwardedHello hello) {
        servers.forward(id, encode(hello));
    }

    /** As RFC 7016 §2.3.3 writes it. */
    static byte[] encode(ForwardedHello hello) {
        int discriminator = hello.endpointDiscriminator().length();
        int length = WireWriter.vluLength(discriminator)
                + discriminator
                + hello.replyAddress().length()
                + hello.tag().length();
        WireWriter out = new WireWriter(length).writeSized(hello.endpointDiscriminator());
        hello.replyAddress().write(out);
        return out.write(hello.tag()).copySince(0);
    }
}
