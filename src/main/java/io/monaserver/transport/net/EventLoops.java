package io.monaserver.transport.net;

import com.typesafe.config.Config;
import io.monaserver.domain.Loop;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.DispatcherSelector;

/**
 * The threads that all sockets and, through {@link LoopDispatcher}, the actors of sessions and publications run on.
 * Native epoll where it loads, NIO elsewhere.
 */
public final class EventLoops {

    private final String prefix = "mona-loop-" + UUID.randomUUID();
    private final EventLoopGroup group;
    private final Map<EventExecutor, Loop> loops = new HashMap<>();
    private final List<Loop> all = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final Config dispatchers;

    /** Starts this many loops. */
    public EventLoops(int threads) {
        DefaultThreadFactory factory = new DefaultThreadFactory("mona-loop", true);
        group = new MultiThreadIoEventLoopGroup(
                threads, factory, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        List<EventExecutor> executors = new ArrayList<>();
        group.forEach(executors::add);
        dispatchers = LoopDispatcher.register(prefix, executors);
        for (int i = 0; i < executors.size(); i++) {
            Loop loop = new Loop(executors.get(i), DispatcherSelector.fromConfig(prefix + "-" + i));
            loops.put(executors.get(i), loop);
            all.add(loop);
        }
    }

    /** Loads what loops are made of, the native library above all, for whoever wants that done before it is needed. */
    public static void load() {
        if (Epoll.isAvailable()) {
            EpollIoHandler.newFactory();
        }
        PooledByteBufAllocator.DEFAULT.directBuffer().release();
    }

    /** The dispatchers of these loops: to be part of the actor system's configuration. */
    public Config dispatchers() {
        return dispatchers;
    }

    /** A channel's loop as the domain sees it. */
    public Loop of(EventLoop channelLoop) {
        Loop loop = loops.get(channelLoop);
        if (loop == null) {
            throw new IllegalArgumentException("event loop: " + channelLoop + " (expected: one of this group)");
        }
        return loop;
    }

    /** Some loop, each in turn: for publications that have no connection. */
    public Loop any() {
        return all.get(Math.floorMod(next.getAndIncrement(), all.size()));
    }

    /** The group, for bootstraps. */
    public EventLoopGroup group() {
        return group;
    }

    /** The kind of listening socket that fits these loops. */
    public Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** The kind of connecting socket that fits these loops. */
    public Class<? extends Channel> socketChannel() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** The kind of datagram socket that fits these loops. */
    public Class<? extends Channel> datagramChannel() {
        return Epoll.isAvailable() ? EpollDatagramChannel.class : NioDatagramChannel.class;
    }

    /** Ends the loops; connections still open are cut. To be called after the actor system has ended. */
    public void shutdown() {
        LoopDispatcher.unregister(prefix);
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
