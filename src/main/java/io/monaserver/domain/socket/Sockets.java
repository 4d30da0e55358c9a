package io.monaserver.domain.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Opens sockets. Never blocks for longer than the system needs to bind an address. */
public interface Sockets {

    /** Connects once the address is known; what comes of it is an event of the socket. */
    TcpSocket connect(CompletableFuture<InetSocketAddress> address);

    /**
     * Listens. A connection waits, unread, until it is {@link TcpSocket#start started}.
     *
     * @throws IOException if the address cannot be bound
     */
    Acceptor listen(InetSocketAddress address, Consumer<TcpSocket> onConnection) throws IOException;

    /**
     * Opens a datagram socket.
     *
     * @param broadcasts whether it may send to broadcast addresses
     * @throws IOException if the address cannot be bound
     */
    UdpSocket bind(InetSocketAddress address, boolean broadcasts, UdpSocketEvents events) throws IOException;
}
