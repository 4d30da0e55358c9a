package io.monaserver.protocol.rtmfp;

import io.monaserver.common.ClientId;
import io.monaserver.protocol.rtmfp.packet.Multiplex;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sessions of an endpoint: by number, by where the other end is, and by who it is once it has proven that. */
final class SessionTable {

    private final Map<Integer, Session> byId = new HashMap<>();
    private final Map<InetSocketAddress, Session> byAddress = new HashMap<>();
    private final Map<ClientId, Session> byPeer = new HashMap<>();

    void add(Session session) {
        byId.put(session.id(), session);
        byAddress.put(session.address(), session);
    }

    void remove(Session session) {
        byId.remove(session.id(), session);
        byAddress.remove(session.address(), session);
        byPeer.remove(session.peerId(), session);
    }

    void moved(Session session, InetSocketAddress before) {
        byAddress.remove(before, session);
        byAddress.put(session.address(), session);
    }

    /** Its other end is who its certificate says; returns the session that it was known by before, if any. */
    @Nullable
    Session proven(Session session) {
        return byPeer.put(session.peerId(), session);
    }

    @Nullable
    Session find(int id) {
        return id == Multiplex.STARTUP ? null : byId.get(id);
    }

    @Nullable
    Session at(InetSocketAddress address) {
        return byAddress.get(address);
    }

    @Nullable
    Session of(ClientId peer) {
        return byPeer.get(peer);
    }

    int size() {
        return byId.size();
    }

    List<Session> all() {
        return List.copyOf(byId.values());
    }
}
