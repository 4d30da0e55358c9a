package io.monaserver.domain.socket;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One TCP connection. */
public interface TcpSocket {

    /** Begins to tell of events, once. */
    void start(TcpSocketEvents events);

    /** Whether it is connected now. */
    boolean isConnected();

    /** Its own address; null before it is connected. */
    @Nullable
    InetSocketAddress localAddress();

    /** The other side's address; null before it is connected. */
    @Nullable
    InetSocketAddress peerAddress();

    /** Sends, or keeps until it is connected; gives the text of the error if it cannot. */
    @Nullable
    String send(byte[] data);

    /** The data that was told of is dealt with: more may come. */
    void resume();

    /** Closes, after what was sent has left. */
    void close();
}
