package io.monaserver.transport.rtmfp;

import io.monaserver.domain.Loop;
import io.monaserver.protocol.rtmfp.DropReason;
import io.monaserver.protocol.rtmfp.Endpoint;
import io.monaserver.protocol.rtmfp.EndpointHandler;
import io.monaserver.protocol.rtmfp.Hello;
import io.monaserver.protocol.rtmfp.HelloAnswer;
import io.monaserver.protocol.rtmfp.Session;
import io.monaserver.protocol.rtmfp.SessionHandler;
import io.monaserver.protocol.rtmfp.SessionIds;
import io.monaserver.protocol.rtmfp.packet.Multiplex;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of one event loop and its socket. */
final class RtmfpLoop extends ChannelInboundHandlerAdapter implements EndpointHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RtmfpLoop.class);
    private static final int MAX_DATAGRAM = 65536;

    private final RtmfpServer server;
    private final Loop loop;
    private final SessionIds ids;
    private final Endpoint endpoint;
    private final HelloDesk desk;
    private final byte[] datagram = new byte[MAX_DATAGRAM];
    private final List<RtmfpPeer> touched = new ArrayList<>();
    private @Nullable DatagramBatch batch;
    private boolean flushing;
    private boolean finishing;
    private @Nullable Future<?> timer;
    private long timerAt = Long.MAX_VALUE;

    RtmfpLoop(RtmfpServer server, Loop loop, Relays relays, SessionIds ids) {
        this.server = server;
        this.loop = loop;
        this.ids = ids;
        this.desk = new HelloDesk(server, relays, loop.executor(), this::answer);
        this.endpoint = new Endpoint(
                server.endpoint(),
                this,
                new Endpoint.Environment(
                        server.clock(),
                        server.random(),
                        this::send,
                        (group, work, then) -> server.keying().submit(group, work, () -> act(then), loop.executor()),
                        ids));
    }

    RtmfpServer server() {
        return server;
    }

    Loop loop() {
        return loop;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        boolean segments = added.channel() instanceof EpollDatagramChannel
                && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
        batch = new DatagramBatch(added, segments);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        if (batch != null) {
            batch.close();
            batch = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        try {
            if (!server.admits(packet)) {
                return;
            }
            int length = packet.content().readableBytes();
            packet.content().readBytes(datagram, 0, length);
            RtmfpLoop owner = owner(length);
            if (owner == this) {
                endpoint.take(datagram, 0, length, packet.sender());
            } else {
                owner.handOver(Arrays.copyOf(datagram, length), packet.sender());
            }
        } finally {
            packet.release();
        }
    }

    /** Handshakes are for whoever gets them, packets of sessions for those who have these. */
    private RtmfpLoop owner(int length) {
        int id = length <= Multiplex.LENGTH ? Multiplex.STARTUP : Multiplex.sessionId(datagram, 0, length);
        return id == Multiplex.STARTUP ? this : server.loop(ids.indexOf(id));
    }

    /** Takes a datagram that arrived elsewhere, and answers it with others of its kind; called on any thread. */
    void handOver(byte[] bytes, InetSocketAddress from) {
        loop.executor().execute(() -> {
            endpoint.take(bytes, 0, bytes.length, from);
            if (!finishing) {
                finishing = true;
                loop.executor().execute(this::finishRead);
            }
        });
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        finishRead();
    }

    private void finishRead() {
        finishing = false;
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).onReadComplete();
        }
        touched.clear();
        endpoint.flush();
        flushNow();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        LOG.warn("RTMFP socket: {}", String.valueOf(cause.getMessage()));
    }

    /** Something came for this peer; it hears when all that came at once was given. */
    void touch(RtmfpPeer peer) {
        if (!touched.contains(peer)) {
            touched.add(peer);
        }
    }

    /** Runs what may send or move deadlines. */
    private void act(Runnable action) {
        action.run();
        flushNow();
    }

    /**
     * Sends what was written, together with what others write in this turn of the loop: when a run of packets goes to
     * many listeners, each of them flushes.
     */
    void flush() {
        if (!flushing) {
            flushing = true;
            loop.executor().execute(this::flushNow);
        }
    }

    /** Sends what was written to the socket, and sets the clock for what comes next. */
    private void flushNow() {
        flushing = false;
        if (batch != null) {
            batch.flush();
        }
        arm();
    }

    private void send(byte[] bytes, int length, InetSocketAddress to) {
        if (batch != null) {
            server.traffic().sent().add(length);
            batch.add(bytes, length, to);
        }
    }

    private void arm() {
        long next = endpoint.nextDeadlineMs();
        if (next >= timerAt) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timerAt = next;
        long delay = Math.max(0, next - server.clock().millis());
        timer = loop.executor().schedule(this::onTimer, delay, TimeUnit.MILLISECONDS);
    }

    private void onTimer() {
        timer = null;
        timerAt = Long.MAX_VALUE;
        act(endpoint::poll);
    }

    @Override
    public HelloAnswer onHello(Hello hello, boolean forUs) {
        return desk.onHello(hello, forUs);
    }

    private void answer(Hello hello, HelloAnswer answer) {
        loop.executor().execute(() -> {
            endpoint.answer(hello, answer);
            flush();
        });
    }

    @Override
    public SessionHandler onSession(Session session) {
        server.traffic().accepted().increment();
        return new RtmfpPeer(this, session);
    }

    @Override
    public void onDrop(DropReason reason) {
        server.traffic().malformed().increment();
        server.drops().dropped(reason, server.clock().millis());
    }
}
