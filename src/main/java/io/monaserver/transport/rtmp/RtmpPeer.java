package io.monaserver.transport.rtmp;

import io.monaserver.common.ClientId;
import io.monaserver.domain.CloseReason;
import io.monaserver.domain.Effect;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.Writer;
import io.monaserver.protocol.flash.FlashCommand;
import io.monaserver.protocol.rtmp.ControlMessage;
import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.protocol.rtmp.RtmpMessage;
import io.monaserver.protocol.rtmp.RtmpeCipher;
import io.monaserver.protocol.rtmp.UserControl;
import io.monaserver.transport.flash.FlashPeer;
import io.monaserver.transport.flash.FlashSession;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client at the other end: what is said to it and what is known about it. Belongs to the connection's loop, but for
 * the figures that {@link Writer} gives to any thread.
 */
final class RtmpPeer implements FlashPeer, Writer {

    /** MonaServer: acknowledgements wanted, and bandwidth granted, in bytes. */
    private static final int WINDOW = 2_500_000;

    /** The chunk stream of commands and of data that is not a publication's. */
    private static final int COMMANDS = 3;

    private final RtmpServer server;
    private final Channel channel;
    private final RtmpOutput output;
    private final Runnable resumed;
    private final InetSocketAddress address;
    private @Nullable FlashSession session;
    private @Nullable Future<?> watch;
    private String protocol = "RTMP";
    private int holds;
    private volatile int pingMs;
    private volatile long lastReceptionMs;

    /**
     * A client that has just connected.
     *
     * @param resumed goes on with what was held
     */
    RtmpPeer(RtmpServer server, ChannelHandlerContext context, Runnable resumed) {
        this.server = server;
        this.channel = context.channel();
        this.output = new RtmpOutput(context, server.sentBytes());
        this.resumed = resumed;
        this.address = (InetSocketAddress) channel.remoteAddress();
        heard();
        watchLater();
    }

    RtmpOutput output() {
        return output;
    }

    InetSocketAddress address() {
        return address;
    }

    boolean isHeld() {
        return holds > 0;
    }

    void heard() {
        lastReceptionMs = server.clock().epochMs();
    }

    void encrypt(RtmpeCipher cipher) {
        protocol = "RTMPE";
        output.encrypt(cipher);
    }

    void onCommand(int stream, FlashCommand command) {
        FlashSession to = session;
        if (to == null) {
            to = new FlashSession(
                    this,
                    server.sessions().open(this, server.loop(channel)),
                    channel.eventLoop(),
                    new FlashSession.Origin(ClientId.random(), protocol, address));
            session = to;
        }
        to.onCommand(stream, command);
    }

    void onMedia(int stream, MediaPacket packet) {
        if (session != null) {
            session.onMedia(stream, packet);
        }
    }

    void onData(RtmpMessage message, int offset) {
        if (session != null) {
            session.onData(message.streamId(), message.timestamp(), message.payload(), offset);
        }
    }

    void onReadComplete() {
        if (session != null) {
            session.onReadComplete();
        }
    }

    void onPong(int sentMs) {
        pingMs = Math.max(0, (int) server.clock().millis() - sentMs);
    }

    void onClosed(String reason) {
        if (watch != null) {
            watch.cancel(false);
        }
        if (session != null) {
            session.onClosed(reason);
            session = null;
        }
    }

    /** Closes without a word. */
    void abort() {
        holds++;
        channel.close();
    }

    void acknowledge(long receivedBytes) {
        send(ControlMessage.acknowledgement(receivedBytes));
        flush();
    }

    void send(RtmpMessage control) {
        output.write(ControlMessage.CHUNK_STREAM, control);
    }

    @Override
    public void greet() {
        if (!output.isEncrypted()) {
            announceLargeChunks();
        }
        send(ControlMessage.windowAckSize(WINDOW));
        send(ControlMessage.peerBandwidth(WINDOW));
        sendStreamBegin(0);
    }

    @Override
    public void sendCommand(int stream, byte[] payload) {
        output.write(COMMANDS, new RtmpMessage(MessageType.COMMAND_AMF0, stream, 0, payload));
    }

    @Override
    public void sendData(int stream, byte[] payload) {
        output.write(COMMANDS, new RtmpMessage(MessageType.DATA_AMF0, stream, 0, payload));
    }

    @Override
    public void sendStreamBegin(int stream) {
        send(ControlMessage.userControl(UserControl.STREAM_BEGIN, stream));
    }

    @Override
    public void sendStreamEnd(int stream) {
        send(ControlMessage.userControl(UserControl.STREAM_EOF, stream));
    }

    @Override
    public void write(Effect effect) {
        if (session != null) {
            session.write(effect);
        }
    }

    @Override
    public void flush() {
        output.flush();
    }

    @Override
    public void hold() {
        holds++;
        channel.config().setAutoRead(false);
    }

    @Override
    public void resume() {
        holds--;
        if (holds == 0) {
            // It was not heard because nobody listened.
            heard();
            channel.config().setAutoRead(true);
            resumed.run();
            onReadComplete();
        }
    }

    @Override
    public MediaSink openSink(int stream, Map<String, String> parameters, Consumer<StreamEvent> events) {
        announceLargeChunks();
        return new RtmpMediaSink(output, new RtmpWireForm(RtmpOutput.CHUNK_SIZE, stream), events);
    }

    @Override
    public void closeAfterFlush(String reason) {
        output.closeAfterFlush();
    }

    @Override
    public void suggest(String address) {
        if (session != null) {
            session.suggest(address);
        }
    }

    @Override
    public void close(CloseReason reason) {
        if (session != null) {
            session.close(reason);
        } else {
            output.closeAfterFlush();
        }
    }

    @Override
    public int pingMs() {
        return pingMs;
    }

    @Override
    public long lastReceptionMs() {
        return lastReceptionMs;
    }

    /**
     * Once, before the first large chunk. Over RTMPE that is when the client plays: a publishing ffmpeg encrypts its
     * copy of this message in place, then reads the size from it, and gives up when that happens to be negative.
     */
    private void announceLargeChunks() {
        if (!output.usesLargeChunks()) {
            send(ControlMessage.setChunkSize(RtmpOutput.CHUNK_SIZE));
            output.useLargeChunks();
        }
    }

    private void watchLater() {
        watch = channel.eventLoop().schedule(this::watch, timeoutMs() / 2, TimeUnit.MILLISECONDS);
    }

    /** Closes who does not come to the point or has been silent for too long; asks the others for a sign of life. */
    private void watch() {
        if (session == null) {
            output.closeAfterFlush();
        } else if (server.clock().epochMs() - lastReceptionMs >= timeoutMs() && !isHeld()) {
            close(new CloseReason(CloseReason.Kind.IDLE, "silent for " + timeoutMs() / 1000 + " s"));
        } else {
            send(ControlMessage.userControl(
                    UserControl.PING_REQUEST, (int) server.clock().millis()));
            flush();
            watchLater();
        }
    }

    /** The application may have given this client a time of its own, in seconds. */
    private long timeoutMs() {
        String own = session == null ? null : session.parameters().get("timeout");
        if (own != null && own.length() < 7 && !own.isEmpty() && own.chars().allMatch(Character::isDigit)) {
            return Math.max(1, Integer.parseInt(own)) * 1000L;
        }
        return server.timeout().toMillis();
    }
}
