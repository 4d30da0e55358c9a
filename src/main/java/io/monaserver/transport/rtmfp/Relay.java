package io.monaserver.transport.rtmfp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes datagrams on between two peers that do not reach each other, and of nobody else. A NAT may give a peer another
 * port here than at the server: the first datagram from a peer's host says which. Belongs to its loop.
 */
final class Relay extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final RtmfpServer server;
    private final End asker;
    private final End wanted;
    private long usedMs;

    /** One of the two. */
    private static final class End {
        InetSocketAddress address;
        boolean isHeard;

        End(InetSocketAddress address) {
            this.address = address;
        }

        boolean is(InetSocketAddress from) {
            return from.equals(address);
        }

        /** Whether this may be the peer behind a port that nobody has seen yet. */
        boolean mayBe(InetSocketAddress from) {
            return !isHeard && from.getAddress().equals(address.getAddress());
        }
    }

    Relay(RtmfpServer server, InetSocketAddress asker, InetSocketAddress wanted) {
        this.server = server;
        this.asker = new End(asker);
        this.wanted = new End(wanted);
        this.usedMs = server.clock().millis();
    }

    /** When it was used last, in the clock's milliseconds. */
    long usedMs() {
        return usedMs;
    }

    /** It is asked for once more. */
    void renew() {
        usedMs = server.clock().millis();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        InetSocketAddress to = server.sessions().blacklist().refuses(packet.sender()) ? null : route(packet.sender());
        if (to == null) {
            packet.release();
            return;
        }
        usedMs = server.clock().millis();
        context.write(new DatagramPacket(packet.content(), to), context.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    private @Nullable InetSocketAddress route(InetSocketAddress from) {
        if (asker.is(from) || (!wanted.is(from) && asker.mayBe(from))) {
            return heard(asker, from, wanted);
        }
        return wanted.is(from) || wanted.mayBe(from) ? heard(wanted, from, asker) : null;
    }

    private static InetSocketAddress heard(End end, InetSocketAddress from, End other) {
        end.isHeard = true;
        end.address = from;
        return other.address;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("relay between {} and {}: {}", asker.address, wanted.address, String.valueOf(cause.getMessage()));
    }
}
