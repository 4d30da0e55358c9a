package io.monaserver.transport.rtmfp;

import io.monaserver.common.ClientId;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The connected clients of all loops, to be introduced to each other. Safe on any thread. */
final class PeerDirectory {

    private final ConcurrentHashMap<ClientId, RtmfpPeer> byId = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<InetSocketAddress, RtmfpPeer> byAddress = new ConcurrentHashMap<>();

    void add(RtmfpPeer peer) {
        byId.put(peer.id(), peer);
        byAddress.put(peer.whereabouts().observed(), peer);
    }

    void remove(RtmfpPeer peer) {
        byId.remove(peer.id(), peer);
        byAddress.remove(peer.whereabouts().observed(), peer);
    }

    /** A peer has other whereabouts now. */
    void moved(RtmfpPeer peer, InetSocketAddress before) {
        if (byId.get(peer.id()) == peer) {
            byAddress.remove(before, peer);
            byAddress.put(peer.whereabouts().observed(), peer);
        }
    }

    @Nullable
    RtmfpPeer peer(ClientId id) {
        return byId.get(id);
    }

    /** Who sends from this address, as far as that is known. */
    @Nullable
    RtmfpPeer at(InetSocketAddress address) {
        return byAddress.get(address);
    }
}
