package io.monaserver.domain.socket;

import java.net.InetSocketAddress;

/** A listening socket. */
public interface Acceptor {

    /** Where it listens. */
    InetSocketAddress address();

    /** Stops listening; its connections stay. */
    void close();
}
