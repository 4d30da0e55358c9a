package io.monaserver.transport.rtmp;

import io.monaserver.codec.DataFormatException;
import io.monaserver.domain.MediaPacket;
import io.monaserver.protocol.flash.FlashCommand;
import io.monaserver.protocol.rtmp.ChunkDecoder;
import io.monaserver.protocol.rtmp.ControlMessage;
import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.protocol.rtmp.RtmpException;
import io.monaserver.protocol.rtmp.RtmpMessage;
import io.monaserver.protocol.rtmp.RtmpeCipher;
import io.monaserver.protocol.rtmp.ServerHandshake;
import io.monaserver.protocol.rtmp.UserControl;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One RTMP connection: bytes to messages, messages to the Flash session. The only handler of its pipeline.
 *
 * <p>While an answer is awaited, and while a publisher has no credit, nothing is decoded and reading is off: what was
 * read already waits in order.
 *
 * <table>
 * <caption>Limits; beyond them the connection is closed with one log line</caption>
 * <tr><td>message</td><td>{@value #MAX_MESSAGE_BYTES} bytes</td></tr>
 * <tr><td>waiting while held</td><td>{@value #MAX_HELD_BYTES} bytes</td></tr>
 * <tr><td>silence</td><td>as configured, half of it until a ping is sent</td></tr>
 * </table>
 */
final class RtmpConnection extends ChannelInboundHandlerAdapter {

    /** A key frame of half a second at 100 Mbit/s. */
    static final int MAX_MESSAGE_BYTES = 6 << 20;

    static final int MAX_HELD_BYTES = 256 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(RtmpConnection.class);

    private final RtmpServer server;
    private final ChunkDecoder decoder = new ChunkDecoder(MAX_MESSAGE_BYTES);
    private @Nullable ServerHandshake handshake;
    private @Nullable RtmpeCipher cipher;
    private @Nullable RtmpPeer peer;
    private ByteBuf waiting = Unpooled.EMPTY_BUFFER;
    private boolean decoding;
    private String endReason = "closed by the client";

    RtmpConnection(RtmpServer server) {
        this.server = server;
        this.handshake = new ServerHandshake(
                (int) server.clock().millis(),
                new SplittableRandom(server.clock().nanos()));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        peer = new RtmpPeer(server, context, this::decodeWaiting);
        server.accepted().increment();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        server.receivedBytes().add(in.readableBytes());
        peer().heard();
        if (cipher != null) {
            cipher.decrypt(in);
        }
        if (waiting.isReadable()) {
            waiting = append(context, waiting, in);
        } else {
            waiting.release();
            waiting = in;
        }
        decodeWaiting();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        peer().onReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.release();
        waiting = Unpooled.EMPTY_BUFFER;
        peer().onClosed(endReason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            endReason = String.valueOf(cause.getMessage());
        } else {
            LOG.error("RTMP connection of {} failed", peer().address(), cause);
            endReason = "internal error";
        }
        context.close();
    }

    /** Decodes what is there, as far as nothing holds the connection. Called again when that ends. */
    private void decodeWaiting() {
        if (decoding) {
            return;
        }
        decoding = true;
        try {
            decode();
        } catch (RtmpException | DataFormatException e) {
            server.malformed().increment();
            LOG.warn("RTMP connection of {} closed: {}", peer().address(), e.getMessage());
            waiting.release();
            waiting = Unpooled.EMPTY_BUFFER;
            endReason = "malformed input";
            peer().abort();
        } finally {
            decoding = false;
        }
    }

    private void decode() {
        RtmpPeer to = peer();
        if (handshake != null && !shakeHands(handshake, to)) {
            return;
        }
        while (!to.isHeld()) {
            RtmpMessage message = decoder.next(waiting);
            if (message == null) {
                break;
            }
            onMessage(message, to);
        }
        if (waiting.readableBytes() > MAX_HELD_BYTES && to.isHeld()) {
            throw new RtmpException(
                    "bytes waiting: " + waiting.readableBytes() + " (expected: at most " + MAX_HELD_BYTES + ")");
        }
        if (!waiting.isReadable()) {
            waiting.release();
            waiting = Unpooled.EMPTY_BUFFER;
        }
        if (decoder.window().acknowledge()) {
            to.acknowledge(decoder.window().received());
        }
    }

    /** Goes on with the handshake; true once it is complete. */
    private boolean shakeHands(ServerHandshake hands, RtmpPeer to) {
        ByteBuf answer = to.output().buffer();
        boolean complete;
        try {
            complete = hands.receive(waiting, answer);
        } catch (RtmpException e) {
            answer.release();
            throw e;
        }
        to.output().write(answer);
        to.flush();
        if (!complete) {
            return false;
        }
        cipher = hands.cipher();
        handshake = null;
        if (cipher != null) {
            // What came together with the end of the handshake is encrypted already.
            cipher.decrypt(waiting);
            to.encrypt(cipher);
        }
        return true;
    }

    private static void onMessage(RtmpMessage message, RtmpPeer to) {
        int stream = message.streamId();
        byte[] payload = message.payload();
        switch (message.type()) {
            case MessageType.AUDIO -> to.onMedia(stream, MediaPacket.audio(message.timestamp(), payload));
            case MessageType.VIDEO -> to.onMedia(stream, MediaPacket.video(message.timestamp(), payload));
            case MessageType.DATA_AMF0 -> to.onData(message, 0);
            case MessageType.DATA_AMF3 -> to.onData(message, valuesOffset(payload));
            case MessageType.COMMAND_AMF0 -> to.onCommand(stream, FlashCommand.decode(payload, 0));
            case MessageType.COMMAND_AMF3 -> to.onCommand(stream, FlashCommand.decode(payload, valuesOffset(payload)));
            case MessageType.USER_CONTROL -> onUserControl(message, to);
            default -> LOG.debug("RTMP message of type {} ignored", message.type());
        }
    }

    /** Values of the AMF3 types stand behind a byte of 0, which says that they begin in AMF0. */
    private static int valuesOffset(byte[] payload) {
        return payload.length > 0 && payload[0] == 0 ? 1 : 0;
    }

    private static void onUserControl(RtmpMessage message, RtmpPeer to) {
        UserControl event = UserControl.of(message);
        if (event == UserControl.PING_REQUEST) {
            to.send(ControlMessage.userControl(UserControl.PING_RESPONSE, (int) message.unsignedInt(2)));
            to.flush();
        } else if (event == UserControl.PING_RESPONSE) {
            to.onPong((int) message.unsignedInt(2));
        }
    }

    private static ByteBuf append(ChannelHandlerContext context, ByteBuf first, ByteBuf second) {
        ByteBuf both = context.alloc().buffer(first.readableBytes() + second.readableBytes());
        both.writeBytes(first).writeBytes(second);
        first.release();
        second.release();
        return both;
    }

    private RtmpPeer peer() {
        return Objects.requireNonNull(peer, "connection is not active");
    }
}
