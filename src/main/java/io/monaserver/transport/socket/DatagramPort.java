package io.monaserver.transport.socket;

import io.monaserver.domain.socket.UdpSocket;
import io.monaserver.domain.socket.UdpSocketEvents;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A datagram socket of a script. Reads a few datagrams for each {@link #resume}; what comes in the meantime waits in
 * the system's buffer, and is lost beyond that.
 *
 * <p>Limit: bytes waiting to be sent; a send beyond it is refused.
 */
final class DatagramPort extends ChannelInboundHandlerAdapter implements UdpSocket {

    private static final Logger LOG = LoggerFactory.getLogger(DatagramPort.class);

    private final long limit;
    private final UdpSocketEvents events;
    private final AtomicLong waiting = new AtomicLong();
    private final List<UdpSocketEvents.Datagram> read = new ArrayList<>();
    private volatile @Nullable Channel channel;

    DatagramPort(long limit, UdpSocketEvents events) {
        this.limit = limit;
        this.events = events;
    }

    private Channel channel() {
        Channel bound = channel;
        if (bound == null) {
            throw new IllegalStateException("datagram socket is not bound");
        }
        return bound;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) channel().localAddress();
    }

    @Override
    public @Nullable String send(byte[] data, InetSocketAddress to) {
        if (!channel().isActive()) {
            return "Socket closed";
        }
        if (waiting.addAndGet(data.length) > limit) {
            waiting.addAndGet(-data.length);
            return "bytes waiting to be sent: " + waiting.get() + " (expected: at most " + limit + ")";
        }
        channel()
                .writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(data), to))
                .addListener(sent -> {
                    waiting.addAndGet(-data.length);
                    if (!sent.isSuccess()) {
                        LOG.warn("datagram to {}: {}", to, sent.cause().getMessage());
                    }
                });
        return null;
    }

    @Override
    public void resume() {
        channel().read();
    }

    @Override
    public void close() {
        channel().close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        read.add(new UdpSocketEvents.Datagram(ByteBufUtil.getBytes(packet.content()), packet.sender()));
        packet.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (read.isEmpty()) {
            context.read();
            return;
        }
        List<UdpSocketEvents.Datagram> packets = List.copyOf(read);
        read.clear();
        events.onPackets(packets);
    }

    /** A peer that does not listen makes the system complain; the socket goes on. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("datagram socket: {}", cause.getMessage());
        context.read();
    }
}
