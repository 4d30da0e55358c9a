package io.monaserver.transport.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** What a connection was given to send and its socket has not taken. */
public final class SendQueue {

    private SendQueue() {}

    /** Its bytes; none once the connection is closed. For the connection's event loop. */
    public static long pendingBytes(Channel channel) {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return queue == null ? 0 : queue.totalPendingWriteBytes();
    }
}
