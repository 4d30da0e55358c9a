package io.monaserver.transport.rtmfp;

import io.monaserver.common.ClientId;
import io.monaserver.domain.PeerPlace;
import io.monaserver.domain.Rendezvous;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.ForwardedHello;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients of this server, for those of others that look for them. */
record LocalPeers(PeerDirectory peers) implements Rendezvous.Here {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPeers.class);

    @Override
    public Optional<PeerPlace> find(ClientId peer) {
        return Optional.ofNullable(peers.peer(peer)).map(RtmfpPeer::whereabouts).map(Whereabouts::place);
    }

    @Override
    public void forward(ClientId peer, byte[] hello) {
        RtmfpPeer wanted = peers.peer(peer);
        if (wanted == null) {
            return;
        }
        try {
            wanted.forward(ForwardedHello.read(new WireReader(Slice.of(hello))));
        } catch (MalformedPacketException e) {
            LOG.warn("hello from another server: {}", e.getMessage());
        }
    }
}
