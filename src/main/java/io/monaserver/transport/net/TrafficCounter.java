package io.monaserver.transport.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;

/** Counts the bytes of a connection; stands at the head of its pipeline. */
public final class TrafficCounter extends ChannelDuplexHandler {

    private Traffic traffic;

    /** Counts one more connection, and its bytes. */
    public TrafficCounter(Traffic traffic) {
        this.traffic = traffic;
        traffic.accepted().increment();
    }

    /** The connection speaks another protocol from now on. */
    public void become(Traffic other) {
        traffic = other;
        other.accepted().increment();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            traffic.received().add(bytes.readableBytes());
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            traffic.sent().add(bytes.readableBytes());
        } else if (message instanceof FileRegion file) {
            traffic.sent().add(file.count());
        }
        context.write(message, promise);
    }
}
