package io.monaserver.domain.socket;

import java.net.InetSocketAddress;
import java.util.List;

/** What happens on a datagram socket. Called on its own thread; must return at once. */
@FunctionalInterface
public interface UdpSocketEvents {

    /** One datagram. */
    record Datagram(byte[] data, InetSocketAddress from) {}

    /** Datagrams have come; no more do until {@link UdpSocket#resume}. */
    void onPackets(List<Datagram> packets);
}
