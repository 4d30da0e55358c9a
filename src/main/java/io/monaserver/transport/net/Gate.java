package io.monaserver.transport.net;

import io.monaserver.common.IpAddress;
import io.monaserver.domain.Blacklist;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between a listening socket and its connections: a banned address gets none, before anything is set up for it,
 * and loses those that it has.
 */
public final class Gate extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Blacklist blacklist;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Consumer<IpAddress> onBanned = this::closeAll;

    /** A gate for one listening socket. */
    public Gate(Blacklist blacklist) {
        this.blacklist = blacklist;
        blacklist.watch(onBanned);
    }

    /** What a listening socket reads are connections. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel connection = (Channel) message;
        // Known first, asked about then: a ban that comes between the two closes it.
        connections.add(connection);
        if (blacklist.refuses(connection.remoteAddress())) {
            connections.remove(connection);
            connection.unsafe().closeForcibly();
            LOG.debug("{} is blacklisted", connection.remoteAddress());
            return;
        }
        context.fireChannelRead(connection);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        blacklist.unwatch(onBanned);
        context.fireChannelInactive();
    }

    private void closeAll(IpAddress banned) {
        connections.close(connection -> isFrom(connection.remoteAddress(), banned));
    }

    private static boolean isFrom(SocketAddress peer, IpAddress address) {
        return peer instanceof InetSocketAddress inet
                && IpAddress.hostOf(inet).canonical().equals(address);
    }
}
