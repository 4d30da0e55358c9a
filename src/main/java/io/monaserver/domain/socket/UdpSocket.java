package io.monaserver.domain.socket;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A datagram socket. */
public interface UdpSocket {

    /** Where it is bound. */
    InetSocketAddress localAddress();

    /** Sends a datagram; gives the text of the error if it cannot. */
    @Nullable
    String send(byte[] data, InetSocketAddress to);

    /** The datagrams that were told of are dealt with: more may come. */
    void resume();

    /** Closes. */
    void close();
}
