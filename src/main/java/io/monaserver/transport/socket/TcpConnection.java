package io.monaserver.transport.socket;

import io.monaserver.domain.socket.TcpSocket;
import io.monaserver.domain.socket.TcpSocketEvents;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection of a script. Reads once for each {@link #resume}, so what the script has not dealt with waits in the
 * system's own buffers.
 *
 * <p>Limit: bytes waiting to be sent; a send beyond it is refused.
 */
final class TcpConnection extends ChannelInboundHandlerAdapter implements TcpSocket {

    private final long limit;
    private final Consumer<TcpSocket> onConnected;
    private final AtomicLong waiting = new AtomicLong();
    private final ByteArrayOutputStream early = new ByteArrayOutputStream();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private volatile @Nullable Channel channel;
    private @Nullable TcpSocketEvents events;
    private @Nullable String error;
    private boolean isEnded;
    private boolean isTold;
    private boolean isClosing;

    /** A connection that is handed over, on its own thread, as soon as it is there. */
    TcpConnection(long limit, Consumer<TcpSocket> onConnected) {
        this.limit = limit;
        this.onConnected = onConnected;
    }

    @Override
    public void start(TcpSocketEvents listener) {
        synchronized (this) {
            events = listener;
        }
        resume();
        tellEnd();
    }

    @Override
    public boolean isConnected() {
        Channel current = channel;
        return current != null && current.isActive();
    }

    @Override
    public @Nullable InetSocketAddress localAddress() {
        Channel current = channel;
        return current == null ? null : (InetSocketAddress) current.localAddress();
    }

    @Override
    public @Nullable InetSocketAddress peerAddress() {
        Channel current = channel;
        return current == null ? null : (InetSocketAddress) current.remoteAddress();
    }

    @Override
    public @Nullable String send(byte[] data) {
        if (waiting.addAndGet(data.length) > limit) {
            waiting.addAndGet(-data.length);
            return "bytes waiting to be sent: " + waiting.get() + " (expected: at most " + limit + ")";
        }
        Channel connected;
        synchronized (this) {
            if (isEnded || isClosing) {
                waiting.addAndGet(-data.length);
                return "Socket not connected";
            }
            connected = channel;
            if (connected == null) {
                early.writeBytes(data);
            }
        }
        if (connected != null) {
            write(connected, data);
        }
        return null;
    }

    private void write(Channel connected, byte[] data) {
        connected.writeAndFlush(Unpooled.wrappedBuffer(data)).addListener(written -> waiting.addAndGet(-data.length));
    }

    @Override
    public void resume() {
        Channel current = channel;
        if (current != null) {
            current.read();
        }
    }

    @Override
    public void close() {
        Channel current;
        synchronized (this) {
            isClosing = true;
            current = channel;
        }
        if (current != null) {
            current.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** It could not be connected, or broke. */
    void fail(Throwable cause) {
        synchronized (this) {
            error = String.valueOf(cause.getMessage());
            isEnded = true;
        }
        tellEnd();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        byte[] first;
        boolean isAbandoned;
        boolean isStarted;
        synchronized (this) {
            channel = context.channel();
            first = early.toByteArray();
            early.reset();
            isAbandoned = isClosing;
            isStarted = events != null;
        }
        onConnected.accept(this);
        if (first.length > 0) {
            write(context.channel(), first);
        }
        if (isAbandoned) {
            close();
        } else if (isStarted) {
            context.read();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        read.writeBytes(ByteBufUtil.getBytes(bytes));
        bytes.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        byte[] data = read.toByteArray();
        read.reset();
        TcpSocketEvents listener;
        synchronized (this) {
            listener = events;
        }
        if (data.length > 0 && listener != null) {
            listener.onData(data);
        } else if (context.channel().isActive()) {
            context.read();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        synchronized (this) {
            error = String.valueOf(cause.getMessage());
        }
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        synchronized (this) {
            isEnded = true;
        }
        tellEnd();
    }

    /** Once, as soon as there is somebody to tell. */
    private void tellEnd() {
        TcpSocketEvents listener;
        String reason;
        synchronized (this) {
            if (!isEnded || isTold || events == null) {
                return;
            }
            isTold = true;
            listener = events;
            reason = error;
        }
        listener.onClosed(reason);
    }
}
