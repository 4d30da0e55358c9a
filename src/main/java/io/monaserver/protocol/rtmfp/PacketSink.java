package io.monaserver.protocol.rtmfp;

import java.net.InetSocketAddress;

/** Where datagrams go. */
@FunctionalInterface
public interface PacketSink {

    /** Sends the first bytes of an array that is used again as soon as this returns. */
    void send(byte[] datagram, int length, InetSocketAddress to);
}
