package io.monaserver.bench;

import io.monaserver.codec.amf.AmfEncoder;
import io.monaserver.codec.amf.AmfVersion;
import io.monaserver.common.Clock;
import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.rtmfp.CloseReason;
import io.monaserver.protocol.rtmfp.Endpoint;
import io.monaserver.protocol.rtmfp.EndpointSettings;
import io.monaserver.protocol.rtmfp.OpenHandler;
import io.monaserver.protocol.rtmfp.Session;
import io.monaserver.protocol.rtmfp.SessionHandler;
import io.monaserver.protocol.rtmfp.flash.FlowMessage;
import io.monaserver.protocol.rtmfp.flash.FlowMetadata;
import io.monaserver.protocol.rtmfp.flow.FlowSettings;
import io.monaserver.protocol.rtmfp.flow.MessageHandler;
import io.monaserver.protocol.rtmfp.flow.ReceiveFlow;
import io.monaserver.protocol.rtmfp.flow.Reliability;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.keying.EndpointDiscriminator;
import io.monaserver.protocol.rtmfp.keying.Identity;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An RTMFP client on a socket of its own, up to the point where its stream starts; one loop runs all of them. */
abstract class RtmfpLoadPeer extends ChannelInboundHandlerAdapter
        implements OpenHandler, SessionHandler, MessageHandler {

    private static final int COMMAND = 20;

    protected final LoadStats stats;
    protected final String name;
    private final InetSocketAddress server;
    private final String app;
    private final Map<Integer, SendFlow> flows = new HashMap<>();
    private final byte[] datagram = new byte[8192];
    private @Nullable Endpoint endpoint;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Session session;
    private @Nullable ReceiveFlow control;
    private @Nullable Future<?> timer;
    private long timerAt = Long.MAX_VALUE;

    RtmfpLoadPeer(LoadStats stats, InetSocketAddress server, String app, String name) {
        this.stats = stats;
        this.server = server;
        this.app = app;
        this.name = name;
    }

    /** The stream exists: play or publish on it. */
    abstract void onStream();

    abstract void onStatus(String code);

    abstract void onMedia(int type, byte[] payload);

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        endpoint = new Endpoint(
                EndpointSettings.client(Identity.client(Set.of(DhGroup.MODP_1024)), new byte[] {1}),
                opened -> this,
                new Endpoint.Environment(Clock.SYSTEM, new SecureRandom(), this::send));
        endpoint.open(EndpointDiscriminator.ofUrl("rtmfp://127.0.0.1/" + app), List.of(server), this);
        flush();
    }

    private void send(byte[] bytes, int length, InetSocketAddress to) {
        ByteBuf copy = context().alloc().directBuffer(length).writeBytes(bytes, 0, length);
        context().write(new DatagramPacket(copy, to), context().voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext active, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        int length = packet.content().readableBytes();
        stats.bytes += length;
        stats.datagrams++;
        packet.content().readBytes(datagram, 0, length);
        endpoint().receive(datagram, 0, length, packet.sender());
        packet.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext active) {
        flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
        fail(cause.toString());
    }

    void flush() {
        context().flush();
        long next = endpoint().nextDeadlineMs();
        if (next < timerAt) {
            if (timer != null) {
                timer.cancel(false);
            }
            timerAt = next;
            long delay = Math.max(0, next - Clock.SYSTEM.millis());
            timer = context().executor().schedule(this::onTimer, delay, TimeUnit.MILLISECONDS);
        }
    }

    private void onTimer() {
        timer = null;
        timerAt = Long.MAX_VALUE;
        endpoint().poll();
        flush();
    }

    /** Tells the server that this client goes: a name that is published is free again at once. */
    void leave() {
        endpoint().shutdown();
        context().flush();
    }

    private Endpoint endpoint() {
        return Objects.requireNonNull(endpoint);
    }

    ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }

    void fail(String why) {
        stats.failed++;
        stats.lastFailure = why;
    }

    @Override
    public SessionHandler onOpen(Session opened) {
        session = opened;
        command(0, "connect", 1, values -> {
            values.beginObject("");
            values.writeKey("app");
            values.writeString(app);
            values.writeKey("tcUrl");
            values.writeString("rtmfp://127.0.0.1/" + app);
            values.end();
        });
        return this;
    }

    @Override
    public void onFailed() {
        fail("no answer");
    }

    @Override
    public void onClosed(Session ended, CloseReason reason) {
        fail("closed " + reason);
    }

    void command(int stream, String command, double transaction, Consumer<AmfEncoder> values) {
        AmfEncoder body = new AmfEncoder(AmfVersion.AMF0);
        body.writeString(command);
        body.writeNumber(transaction);
        values.accept(body);
        send(stream, COMMAND, 0, body.toBytes());
        Objects.requireNonNull(session).flush();
    }

    void send(int stream, int type, long timeMs, byte[] payload) {
        Session open = Objects.requireNonNull(session);
        flows.computeIfAbsent(
                        stream,
                        id -> open.openFlow(FlowMetadata.ofStream(id, false).encode(), control, FlowSettings.NORMAL))
                .write(FlowMessage.head(type, timeMs), Slice.of(payload), Reliability.FULL);
    }

    void sendAll() {
        Objects.requireNonNull(session).flush();
        flush();
    }

    /** RFC 7425 §5.1.1: messages of a flow that says so are taken as they arrive. */
    @Override
    public MessageHandler onFlow(ReceiveFlow flow) {
        if (control == null) {
            control = flow;
        }
        FlowMetadata metadata = FlowMetadata.read(flow.metadata());
        if (metadata != null && metadata.networkOrder()) {
            flow.deliverInNetworkOrder();
        }
        return this;
    }

    @Override
    public void onMessage(ReceiveFlow flow, Slice bytes) {
        FlowMessage message = FlowMessage.read(bytes);
        byte[] payload = message.payload().toBytes();
        if (message.type() == COMMAND) {
            onCommand(payload);
        } else if (message.type() == 8 || message.type() == 9) {
            onMedia(message.type(), payload);
        }
    }

    /** The name is an AMF0 text, the transaction a number after it; a status is found by its code's text. */
    private void onCommand(byte[] body) {
        int size = (body[1] & 255) << 8 | body[2] & 255;
        String command = new String(body, 3, size, StandardCharsets.UTF_8);
        double transaction = ByteBuffer.wrap(body, 4 + size, 8).getDouble();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        if (command.equals("_result") && transaction == 1) {
            command(0, "createStream", 2, AmfEncoder::writeNull);
        } else if (command.equals("_result") && transaction == 2) {
            onStream();
        } else if (command.equals("_error")) {
            fail(text.replaceAll("[^ -~]+", " "));
        } else if (command.equals("onStatus")) {
            int start = text.indexOf("NetStream.");
            int end = start < 0 ? -1 : text.indexOf('\0', start);
            onStatus(start < 0 ? text : text.substring(start, end < 0 ? text.length() : end));
        }
    }
}
